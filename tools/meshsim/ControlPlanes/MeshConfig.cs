using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Certificates;

namespace MeshSim.ControlPlanes;

/// <summary>What a revision's ConfigMaps say about trust and about the proxies that it injects.</summary>
/// <param name="Roots">meshConfig.caCertificates.</param>
/// <param name="ProxyMetadata">Variables for each proxy that is injected.</param>
/// <param name="CaAddress">Where proxies ask for certificates; empty for istiod itself.</param>
public sealed record MeshConfig(
    string TrustDomain,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<Root> Roots,
    IReadOnlyDictionary<string, string> ProxyMetadata,
    string DiscoveryAddress,
    string CaAddress,
    string ProxyImage)
{
    /// <summary>The trust domain and its aliases, sorted and joined by spaces.</summary>
    public string Accepts => string.Join(' ', Aliases.Append(TrustDomain).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Reads a revision's two ConfigMaps; null when one is missing or no YAML.</summary>
    public static MeshConfig? Read(JsonObject? meshConfig, JsonObject? injectorConfig)
    {
        if (YamlText.TryObject(meshConfig?.Text("data", "mesh") ?? "") is not { } config) return null;
        if (YamlText.TryObject(injectorConfig?.Text("data", "values") ?? "") is not { } injector) return null;
        return new(
            config.Text("trustDomain") ?? "cluster.local",
            [.. config.Texts("trustDomainAliases")],
            [.. config.Objects("caCertificates").SelectMany(item => Root.AllIn(item.Text("pem") ?? ""))],
            config.Map("defaultConfig", "proxyMetadata"),
            config.Text("defaultConfig", "discoveryAddress") ?? "",
            injector.Text("global", "caAddress") ?? "",
            injector.Text("global", "proxy", "image") ?? "proxyv2");
    }
}
