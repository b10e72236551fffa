using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.ControlPlanes;

namespace MeshSim.Sidecars;

/// <summary>Puts a proxy into a pod: beside its containers, or, with the gateway template, in place of the container with image <c>auto</c>.</summary>
internal static class SidecarTemplate
{
    public static void Inject(JsonObject pod, string revision, MeshConfig config)
    {
        var containers = pod.At("spec", "containers") as JsonArray ?? [];
        var proxy = Container(pod, revision, config);
        var gateway = pod.Annotation("inject.istio.io/templates") == "gateway";
        if (gateway && containers.OfType<JsonObject>().FirstOrDefault(c => c.Text("image") == "auto" || c.Text("name") == Sidecar.Container) is { } own)
            containers[containers.IndexOf(own)] = Merge(own, proxy);
        else
            containers.Add((JsonNode)proxy);
        if (!gateway) AddInit(pod, config);
        var name = pod.Label("app") ?? pod.OwnerReferences().FirstOrDefault()?.Text("name") ?? pod.Name();
        pod.Put(Status(revision, gateway).ToJsonString(), "metadata", "annotations", Sidecar.StatusAnnotation);
        pod.Put("istio", "metadata", "labels", "security.istio.io/tlsMode");
        pod.Put(name.Length > 63 ? name[..63].TrimEnd('-') : name, "metadata", "labels", "service.istio.io/canonical-name");
        pod.Put("latest", "metadata", "labels", "service.istio.io/canonical-revision");
    }

    private static JsonObject Container(JsonObject pod, string revision, MeshConfig config)
    {
        var discovery = config.DiscoveryAddress.Length > 0 ? config.DiscoveryAddress : ControlPlaneNames.Istiod(revision) + ".istio-system.svc:15012";
        var variables = new List<(string Name, string Value)>
        {
            ("PILOT_CERT_PROVIDER", "istiod"),
            ("CA_ADDR", config.CaAddress.Length > 0 ? config.CaAddress : discovery),
            ("DISCOVERY_ADDRESS", discovery),
            ("TRUST_DOMAIN", config.TrustDomain),
            ("ISTIO_META_MESH_ID", config.TrustDomain),
            ("ISTIO_META_WORKLOAD_NAME", pod.OwnerReferences().FirstOrDefault()?.Text("name") ?? pod.Name()),
        };
        variables.AddRange(config.ProxyMetadata.Select(pair => (pair.Key, pair.Value)));
        return new()
        {
            ["name"] = Sidecar.Container,
            ["image"] = config.ProxyImage,
            ["args"] = new JsonArray("proxy", "sidecar", "--domain", "$(POD_NAMESPACE).svc.cluster.local", "--proxyLogLevel=warning"),
            ["env"] = new JsonArray([.. variables.Select(variable => new JsonObject { ["name"] = variable.Name, ["value"] = variable.Value })]),
            ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = 15090, ["name"] = "http-envoy-prom", ["protocol"] = "TCP" }),
        };
    }

    private static JsonObject Merge(JsonObject own, JsonObject proxy)
    {
        var merged = (JsonObject)own.DeepClone();
        foreach (var (field, value) in proxy)
        {
            if (field == "env") merged[field] = new JsonArray([.. own.Objects("env").Concat(proxy.Objects("env")).Select(item => item.DeepClone())]);
            else if (field != "ports" || merged["ports"] is null) merged[field] = value?.DeepClone();
        }

        return merged;
    }

    private static void AddInit(JsonObject pod, MeshConfig config)
    {
        var inits = pod.At("spec", "initContainers") as JsonArray ?? [];
        inits.Add((JsonNode)new JsonObject
        {
            ["name"] = "istio-init",
            ["image"] = config.ProxyImage,
            ["args"] = new JsonArray("istio-iptables", "-p", "15001", "-z", "15006", "-u", "1337"),
        });
        if (inits.Parent is null) pod.Put(inits, "spec", "initContainers");
    }

    private static JsonObject Status(string revision, bool gateway) => new()
    {
        ["initContainers"] = gateway ? null : new JsonArray("istio-init"),
        ["containers"] = new JsonArray(Sidecar.Container),
        ["volumes"] = new JsonArray("workload-socket", "credential-socket", "workload-certs", "istio-envoy", "istio-data", "istio-podinfo", "istio-token", "istiod-ca-cert"),
        ["imagePullSecrets"] = null,
        ["revision"] = revision,
    };
}
