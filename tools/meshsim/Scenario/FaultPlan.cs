namespace MeshSim.Scenario;

/// <summary>What goes wrong. Immutable: switching a fault at run time makes a new plan.</summary>
/// <param name="OldRoot">What proxies of a control plane without a CA of its own trust.</param>
/// <param name="AsmcliFailures">How many of the next asmcli installs fail.</param>
/// <param name="AsmcliFailsAt">Where those installs fail.</param>
/// <param name="Tools">Share of the calls of gcloud and istioctl that fail, from 0 to 1.</param>
public sealed record FaultPlan(
    ApiFaults Api,
    OldRootBehaviour OldRoot,
    int AsmcliFailures,
    AsmcliStage AsmcliFailsAt,
    IReadOnlyList<PodFault> Pods,
    ToolFaults Tools)
{
    /// <summary>What a pod does that is not right, or null.</summary>
    public PodBehaviour? BehaviourOf(string cluster, string @namespace, string pod, string revision) =>
        Pods.FirstOrDefault(fault => fault.Matches(cluster, @namespace, pod, revision))?.Behaviour;

    public static FaultPlan None { get; } = new(ApiFaults.None, OldRootBehaviour.Kept, 0, AsmcliStage.HalfWay, [], new(0, 0));
}

/// <summary>Shares of the calls of a tool that fail, from 0 to 1.</summary>
public sealed record ToolFaults(double Gcloud, double Istioctl);

/// <summary>Upstream istiod drops the old root once its own CA is off; the vendor's may keep it while the CA's secret is there.</summary>
public enum OldRootBehaviour
{
    Kept,
    Dropped,
}

/// <summary>
/// How far a failing <c>asmcli install</c> gets: nothing done, the secret of the custom certificates made, some objects made (and
/// it ends, or hangs until it is ended), all made but istiod not waited for, or all done but the links in the output folder.
/// </summary>
public enum AsmcliStage
{
    Validation,
    Certificates,
    HalfWay,
    Hang,
    Rollout,
    Output,
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

/// <summary>What a faulty pod does: starts ten times slower, crashes again and again, runs but never gets ready, has a proxy whose
/// administration port nobody answers on, or got a certificate that has expired.</summary>
public enum PodBehaviour
{
    Slow,
    Crash,
    NeverReady,
    Mute,
    Expired,
}
