using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>The living pods of a namespace and which of them belong to which workload, by owner references rather than names.</summary>
internal sealed class PodsOfNamespace
{
    private const string DeploymentRevision = "deployment.kubernetes.io/revision";
    private readonly ILookup<string, Pod> _byOwner;
    private readonly ILookup<string, Meta> _replicaSetsByOwner;

    private PodsOfNamespace(IEnumerable<Pod> pods, IEnumerable<Meta> replicaSets)
    {
        _byOwner = pods.Where(pod => !pod.IsCompleted || pod.Meta.IsTerminating)
            .Where(pod => pod.Meta.Controller is not null).ToLookup(pod => pod.Meta.Controller!.Uid);
        _replicaSetsByOwner = replicaSets.Where(set => set.Controller is not null).ToLookup(set => set.Controller!.Uid);
    }

    public static async Task<PodsOfNamespace> ReadAsync(KubernetesCluster cluster, string @namespace, CancellationToken cancellation)
    {
        var pods = cluster.ListAsync(ResourceKind.Pod, @namespace, Selection.All, Pod.Read, cancellation);
        var sets = cluster.ListAsync(ResourceKind.ReplicaSet, @namespace, new(MetadataOnly: true), Meta.Read, cancellation);
        await Task.WhenAll(pods, sets);
        return new(await pods, await sets);
    }

    public List<Pod> Of(Workload workload) => workload.Kind == ResourceKind.Deployment
        ? [.. _replicaSetsByOwner[workload.Meta.Uid].SelectMany(set => _byOwner[set.Uid])]
        : [.. _byOwner[workload.Meta.Uid]];

    /// <summary>Whether a pod of a Deployment comes from another ReplicaSet than the newest.</summary>
    public bool IsOld(Workload workload, Pod pod)
    {
        if (workload.Kind != ResourceKind.Deployment) return false;
        if (!workload.Meta.Annotations.TryGetValue(DeploymentRevision, out var newest)) return false;
        var set = _replicaSetsByOwner[workload.Meta.Uid].FirstOrDefault(set => set.Uid == pod.Meta.Controller?.Uid);
        return set is not null && set.Annotations.TryGetValue(DeploymentRevision, out var revision) && revision != newest;
    }
}
