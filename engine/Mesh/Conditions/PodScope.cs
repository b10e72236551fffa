using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>Which pods a condition is about: those of `namespaces`, those that `pods` selects, or all of the cluster.</summary>
internal sealed record PodScope(ImmutableArray<string> Namespaces, string? Selector)
{
    public static PodScope Of(Arguments arguments)
    {
        if (arguments.Nested("pods") is not { } pods) return new(arguments.Texts("namespaces"), null);
        return new([pods.Text("namespace")], pods.Text("selector"));
    }

    /// <summary>The pods that work and are to go on working; those that are terminating or have completed are only counted.</summary>
    public async Task<LivingPods> ReadAsync(KubernetesCluster cluster, CancellationToken cancellation)
    {
        var lists = await Task.WhenAll(Places().Select(place =>
            cluster.ListAsync(ResourceKind.Pod, place, new(Selector), Pod.Read, cancellation)));
        var all = lists.SelectMany(list => list).OrderBy(pod => pod.ToString(), StringComparer.Ordinal).ToList();
        ImmutableArray<Pod> living = [.. all.Where(pod => !pod.IsCompleted && !pod.Meta.IsTerminating)];
        return new(living, all.Count - living.Length);
    }

    /// <summary>For people: where the pods are.</summary>
    public string Where => Selector is not null ? $"in namespace {Namespaces[0]} that match {Selector}" : Place;

    private string Place => Namespaces.Length == 0 ? "in the cluster"
        : Namespaces.Length == 1 ? $"in namespace {Namespaces[0]}" : $"in {Namespaces.Length} namespaces";

    /// <summary>Whether finding no pod with a proxy means that the condition looks at the wrong place: namespaces may be empty,
    /// but a cluster without any proxy, or a selector that picks nothing, proves nothing.</summary>
    public bool MustHavePods => Selector is not null || Namespaces.Length == 0;

    /// <summary>The answer where no pod has a proxy although some must.</summary>
    public Answer NoProxies(ClusterName cluster) => Answer.DoesNotHold(
        $"no pod {Where} has a proxy", Evidence.None.With("pods", 0),
        $"see whether this is the right place: {cluster.Kubectl(Namespaces.Length == 0 ? "get pods -A" : $"get pods -n {Namespaces[0]} --show-labels")}");

    private IEnumerable<string?> Places() => Namespaces.Length == 0 ? new string?[] { null } : Namespaces.Distinct<string?>();
}

/// <param name="LeftOut">How many pods were left out because they are terminating or have completed.</param>
internal sealed record LivingPods(ImmutableArray<Pod> Pods, int LeftOut)
{
    /// <summary>What to add to a summary about the pods left out; empty where there are none.</summary>
    public string Remark => LeftOut == 0 ? "" : $" ({Wording.Count(LeftOut, "pod")} left out: terminating or completed)";
}
