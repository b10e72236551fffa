using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh;

/// <summary>What to do next, in words that several conditions share.</summary>
internal static class Help
{
    public const string Again = "ask again when the cluster has calmed down";

    public static string Reach(ClusterName cluster) =>
        $"see whether the cluster can be reached: {cluster.Kubectl("get namespaces")}";
}
