namespace MeshRunbook.Mesh.Cluster;

/// <summary>No API group of the cluster serves a kind of this name; so no object of the kind can exist.</summary>
internal sealed class UnknownKindException(string kind, ClusterName cluster) : Exception($"{cluster} serves no kind {kind}")
{
    public string Kind { get; } = kind;
}
