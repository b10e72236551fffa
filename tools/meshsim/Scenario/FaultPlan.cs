namespace MeshSim.Scenario;

/// <summary>What goes wrong. Immutable: switching a fault at run time makes a new plan.</summary>
/// <param name="ApiErrors">Share of API calls that end with 500, from 0 to 1.</param>
/// <param name="ApiThrottling">Share of API calls that end with 429 and Retry-After, from 0 to 1.</param>
/// <param name="OldRoot">What proxies of a control plane without a CA of its own trust.</param>
/// <param name="AsmcliFailures">How many of the next asmcli installs fail.</param>
/// <param name="AsmcliFailsAt">Where those installs fail.</param>
public sealed record FaultPlan(
    double ApiErrors,
    double ApiThrottling,
    OldRootBehaviour OldRoot,
    int AsmcliFailures,
    AsmcliStage AsmcliFailsAt,
    IReadOnlyList<PodFault> Pods)
{
    public static FaultPlan None { get; } = new(0, 0, OldRootBehaviour.Kept, 0, AsmcliStage.HalfWay, []);
}

/// <summary>Upstream istiod drops the old root once its own CA is off; the vendor's may keep it while the CA's secret is there.</summary>
public enum OldRootBehaviour
{
    Kept,
    Dropped,
}

/// <summary>How far a failing <c>asmcli install</c> gets: nothing done, some objects made, or all made but istiod never ready.</summary>
public enum AsmcliStage
{
    Validation,
    HalfWay,
    Rollout,
}

/// <summary>A fault of the pods it matches; an empty field matches everything.</summary>
/// <param name="Workload">Matches pods whose name begins with this and a dash, or is this.</param>
/// <param name="Revision">Matches the sidecar's revision.</param>
public sealed record PodFault(string Cluster, string Namespace, string Workload, string Revision, PodBehaviour Behaviour)
{
    public bool Matches(string cluster, string @namespace, string pod, string revision) =>
        (Cluster.Length == 0 || Cluster == cluster)
        && (Namespace.Length == 0 || Namespace == @namespace)
        && (Workload.Length == 0 || pod == Workload || pod.StartsWith(Workload + "-", StringComparison.Ordinal))
        && (Revision.Length == 0 || Revision == revision);
}

/// <summary>What a faulty pod does: starts ten times slower, crashes again and again, or runs but never gets ready.</summary>
public enum PodBehaviour
{
    Slow,
    Crash,
    NeverReady,
}
