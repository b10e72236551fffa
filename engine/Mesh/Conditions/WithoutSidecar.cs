using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>The pods that have no sidecar: those that asked for it, and those that should have one.</summary>
internal sealed record WithoutSidecar(ImmutableArray<Pod> Missing, ImmutableArray<Pod> OptedOut, bool IsIgnored)
{
    public static WithoutSidecar Of(LivingPods living, Arguments arguments)
    {
        var bare = living.Pods.Where(pod => !pod.HasProxy).ToLookup(pod => pod.OptedOut);
        return new([.. bare[false]], [.. bare[true]], arguments.TextOrNull("withoutSidecar") == "ignore");
    }

    /// <summary>What is wrong, or null.</summary>
    public string? Problem => IsIgnored || Missing.IsEmpty ? null
        : $"{Wording.Count(Missing.Length, "pod")} without a sidecar: {Wording.Some(Missing.Select(pod => pod.ToString()))}";

    /// <summary>What to add to a summary; empty where every pod has a sidecar.</summary>
    public string Remark => Missing.Length + OptedOut.Length is var count and > 0
        ? $"; without a sidecar: {Wording.Some(OptedOut.Concat(Missing).Select(pod => pod.Workload.ToString()).Distinct())}" : "";

    public Evidence AddTo(Evidence evidence) => evidence
        .With("withoutSidecar", Missing.Select(pod => pod.Workload.ToString()))
        .With("optedOut", OptedOut.Select(pod => pod.Workload.ToString()));

    public string Help(ClusterName cluster) => Judge.WithoutProxyHelp(cluster, Missing[0]);
}
