using System.Text.Json;
using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Certificates;

namespace MeshSim.ControlPlanes;

/// <summary>A control plane to be installed, and the objects that it is made of.</summary>
/// <param name="Name">The revision; <c>default</c> for open-source Istio.</param>
/// <param name="CaAddress">Empty for istiod's own CA.</param>
/// <param name="Variables">Of the container <c>discovery</c>.</param>
internal sealed record Revision(
    string Name,
    string Version,
    string TrustDomain,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<Root> CaCertificates,
    string CaAddress,
    IReadOnlyDictionary<string, string> ProxyMetadata,
    IReadOnlyDictionary<string, string> Variables)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>Open-source Istio as its operator installs it.</summary>
    public static Revision OpenSource { get; } = new("default", "1.14.6", "cluster.local", [], [], "", None, None);

    /// <summary>The vendor's mesh with Istio CA, without any migration option; the fleet's domain is an alias from the start.</summary>
    public static Revision Vendor(string name, string version, string fleet) => new(
        name, version, "cluster.local", [$"{fleet}.svc.id.goog"], [], "",
        new Dictionary<string, string> { ["CA_PROVIDER"] = "Citadel" }, None);

    private bool IsVendor => Version.Contains("asm", StringComparison.Ordinal);

    public IReadOnlyList<JsonObject> Objects()
    {
        var registry = IsVendor ? "gcr.io/gke-release/asm" : "docker.io/istio";
        var objects = Manifests.Objects("control-plane",
            ("SUFFIX", ControlPlaneNames.Suffix(Name)), ("REV", Name), ("IMAGE", $"{registry}/pilot:{Version}"),
            ("VERSION", Version), ("PROFILE", IsVendor ? "asm-gcp" : "default"), ("MESH", ""), ("VALUES", "")).ToList();
        objects.Single(o => o.Kind() == "ConfigMap" && o.Name() == ControlPlaneNames.MeshConfig(Name)).Put(MeshText(), "data", "mesh");
        objects.Single(o => o.Kind() == "ConfigMap" && o.Name() == ControlPlaneNames.Injector(Name)).Put(Values(registry), "data", "values");
        var discovery = objects.Single(o => o.Kind() == "Deployment").Objects("spec", "template", "spec", "containers").Single();
        foreach (var (name, value) in Variables)
            ((JsonArray)discovery["env"]!).Add((JsonNode)new JsonObject { ["name"] = name, ["value"] = value });
        objects.Add(Webhooks.Make(Name));
        return objects;
    }

    private string MeshText()
    {
        var mesh = new JsonObject
        {
            ["trustDomain"] = TrustDomain,
            ["defaultConfig"] = new JsonObject
            {
                ["discoveryAddress"] = $"{ControlPlaneNames.Istiod(Name)}.istio-system.svc:15012",
                ["proxyMetadata"] = new JsonObject(ProxyMetadata.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value))),
            },
            ["rootNamespace"] = ControlPlaneNames.Namespace,
        };
        if (Aliases.Count > 0) mesh["trustDomainAliases"] = new JsonArray([.. Aliases.Select(alias => JsonValue.Create(alias))]);
        if (CaCertificates.Count > 0)
            mesh["caCertificates"] = new JsonArray([.. CaCertificates.Select(root => new JsonObject { ["pem"] = root.Pem })]);
        return BlockYaml.Write(mesh);
    }

    private string Values(string registry)
    {
        var values = new JsonObject
        {
            ["global"] = new JsonObject
            {
                ["caAddress"] = CaAddress,
                ["istioNamespace"] = ControlPlaneNames.Namespace,
                ["proxy"] = new JsonObject { ["image"] = $"{registry}/proxyv2:{Version}" },
            },
            ["revision"] = Name == "default" ? "" : Name,
        };
        return values.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}
