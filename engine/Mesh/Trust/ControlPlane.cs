using System.Text;
using System.Text.Json;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Trust;

/// <summary>The names and the configuration of control planes, as Istio installs them.</summary>
internal static class ControlPlane
{
    public const string Namespace = "istio-system";

    /// <summary>How Istio calls the revision that has no name.</summary>
    public const string Unnamed = "default";

    /// <summary>NAME for the revision without a name, NAME-REV otherwise.</summary>
    public static string Named(string name, string revision) => revision == Unnamed ? name : $"{name}-{revision}";

    /// <summary>The mesh config of a revision, or null where there is no such ConfigMap.</summary>
    public static async Task<MeshConfig?> MeshConfigAsync(KubernetesCluster cluster, string revision, CancellationToken cancellation)
    {
        var name = Named("istio", revision);
        using var document = await cluster.GetAsync(ResourceKind.ConfigMap, Namespace, name, cancellation);
        return document is null ? null : Read(cluster.Name, name, document.RootElement);
    }

    /// <summary>All mesh configs in istio-system, whatever their revision.</summary>
    public static async Task<List<MeshConfig>> MeshConfigsAsync(KubernetesCluster cluster, CancellationToken cancellation) =>
        await cluster.ListAsync(ResourceKind.ConfigMap, Namespace, Selection.All, item =>
        {
            var name = item.At("metadata").Text("name") ?? "";
            var isMesh = name == "istio" || name.StartsWith("istio-", StringComparison.Ordinal);
            return isMesh && item.At("data").Text("mesh") is not null ? Read(cluster.Name, name, item) : null;
        }, cancellation);

    /// <summary>An entry of a secret or ConfigMap as text, or null.</summary>
    public static string? Entry(JsonElement @object, string key, bool isSecret)
    {
        var text = @object.At("data").Text(key);
        if (text is null || !isSecret) return text;
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static MeshConfig Read(ClusterName cluster, string name, JsonElement configMap) =>
        MeshConfig.Read(configMap.At("data").Text("mesh") ?? "") ?? throw new CannotTellException(
            $"the mesh config in ConfigMap {name} of {Namespace} cannot be understood",
            $"look at trustDomain, trustDomainAliases and caCertificates: {cluster.Kubectl($"get configmap {name} -n {Namespace} -o yaml")}");
}
