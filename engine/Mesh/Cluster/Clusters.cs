using System.Collections.Concurrent;

namespace MeshRunbook.Mesh.Cluster;

/// <summary>The clusters that conditions look at, each opened once.</summary>
internal sealed class Clusters(IClusterApi api, TimeProvider time)
{
    private readonly ConcurrentDictionary<ClusterName, KubernetesCluster> _opened = new();

    public KubernetesCluster Open(ClusterName name) => _opened.GetOrAdd(name, key => new(api, key, time));
}
