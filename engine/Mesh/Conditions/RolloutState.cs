using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>Whether a workload's rollout has finished, judged by the workload's status and by the pods that are really there.</summary>
internal static class RolloutState
{
    /// <summary>What is missing, or null where the rollout has finished.</summary>
    public static string? Missing(Workload workload, PodsOfNamespace pods)
    {
        var problem = ByStatus(workload) ?? ByPods(workload, pods);
        if (problem is null) return null;
        var stuck = workload.IsPaused ? "; it is paused" : workload.Trouble is { } trouble ? $"; {trouble}" : "";
        return $"{workload.Meta.Namespace}/{workload.Name}: {problem}{stuck}";
    }

    /// <summary>Whether waiting alone will not help.</summary>
    public static bool IsStuck(Workload workload) =>
        workload.Trouble is not null || workload.IsPaused || NeedsDeletes(workload) || workload.Partition > 0;

    private static bool NeedsDeletes(Workload workload) => workload.Strategy == "OnDelete" && workload.Updated < workload.Desired;

    private static string? ByStatus(Workload workload)
    {
        if (!workload.IsObserved) return "its controller has not seen the last change yet";
        if (workload.Updated < workload.Desired) return NotUpdated(workload);
        if (workload.Current > workload.Updated && workload.Kind == ResourceKind.Deployment)
            return $"{Wording.Count(workload.Current - workload.Updated, "old pod")} left";
        return workload.Available < workload.Desired ? $"{workload.Available} of {workload.Desired} pods are available" : null;
    }

    private static string NotUpdated(Workload workload)
    {
        var count = $"{workload.Updated} of {workload.Desired} pods are updated";
        if (workload.Strategy == "OnDelete") return $"{count}; its update strategy is OnDelete, so old pods stay until they are deleted";
        return workload.Partition > 0 ? $"{count}; its partition is {workload.Partition}, so pods below it stay old" : count;
    }

    private static string? ByPods(Workload workload, PodsOfNamespace pods)
    {
        var own = pods.Of(workload);
        var terminating = own.Where(pod => pod.Meta.IsTerminating).Select(pod => pod.Meta.Name).ToList();
        if (terminating.Count > 0) return $"{Wording.Count(terminating.Count, "pod")} still terminating ({Wording.Some(terminating)})";
        var old = own.Where(pod => pods.IsOld(workload, pod)).Select(pod => pod.Meta.Name).ToList();
        return old.Count > 0 ? $"{Wording.Count(old.Count, "old pod")} left ({Wording.Some(old)})" : null;
    }
}
