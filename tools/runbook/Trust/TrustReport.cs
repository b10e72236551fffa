using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Cli.Trust;

/// <summary>The trust of all clusters that were asked for, at one moment.</summary>
internal sealed record TrustReport(IReadOnlyList<ReadCluster> Clusters, DateTimeOffset At)
{
    public IEnumerable<ReadCluster> Unread => Clusters.Where(cluster => cluster.Problem is not null);

    public bool IsAsExpected => Clusters.All(cluster => cluster.Problem is null && cluster.Trust!.IsAsExpected);
}

/// <summary>One cluster: its trust, or why it could not be read.</summary>
internal sealed record ReadCluster(TrustQuestion Question, ClusterTrust? Trust, string? Problem, string? Help)
{
    /// <summary>The context's name; empty for the current one.</summary>
    public string Name => Question.Cluster.Context ?? "";
}
