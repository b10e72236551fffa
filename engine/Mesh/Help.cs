using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh;

/// <summary>What to do next, in words that several conditions share.</summary>
internal static class Help
{
    public const string Again = "ask again when the cluster has calmed down";

    public static string Renew(ClusterName cluster) =>
        "renew the credentials, for example: gcloud auth login; gcloud container clusters get-credentials CLUSTER --project PROJECT "
        + $"--region LOCATION; then see: {cluster.Kubectl("get namespaces")}";

    public static string Reach(ClusterName cluster) =>
        $"see whether the cluster can be reached: {cluster.Kubectl("get namespaces")}";
}
