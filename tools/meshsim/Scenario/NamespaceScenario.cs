namespace MeshSim.Scenario;

/// <summary>A namespace and what runs in it.</summary>
/// <param name="Labels">All labels, those for injection included.</param>
/// <param name="PodQuota">A ResourceQuota of this many pods, or none.</param>
public sealed record NamespaceScenario(
    string Name,
    IReadOnlyDictionary<string, string> Labels,
    int? PodQuota,
    IReadOnlyList<WorkloadScenario> Workloads);

/// <summary>The kinds of workload a scenario can ask for.</summary>
public enum WorkloadKind
{
    Deployment,
    StatefulSet,
    DaemonSet,
    Job,
    Pod,
}

/// <summary>One workload; <paramref name="Sidecar"/> false opts its pods out of injection.</summary>
public sealed record WorkloadScenario(string Name, WorkloadKind Kind, int Replicas, bool Sidecar, IReadOnlyDictionary<string, string> PodLabels);

/// <summary>An ingress gateway as the vendor's samples install it: Deployment, Service, HPA of 3 to 5, PDB.</summary>
public sealed record GatewayScenario(string Name, string Namespace, int Replicas);
