namespace MeshSim.Scenario;

/// <summary>What a simulated mesh looks like when it starts, and what goes wrong in it.</summary>
/// <param name="Seed">Makes names, orders and faults repeatable.</param>
/// <param name="Unprobed">Namespaces whose pods call nobody and are called by nobody, so that the prober leaves them out.</param>
public sealed record MeshScenario(
    int Seed,
    AsmVersion AsmVersion,
    Timings Timings,
    FaultPlan Faults,
    IReadOnlyList<string> Unprobed,
    IReadOnlyList<ClusterScenario> Clusters);

/// <summary>How long things take; the defaults let a migration of two clusters run in seconds.</summary>
/// <param name="PodStart">From a pod's creation until it is ready.</param>
/// <param name="PodStop">From a pod's deletion until it is gone.</param>
/// <param name="Asmcli">One whole <c>asmcli install</c>.</param>
/// <param name="AsmcliPatience">How long asmcli waits for its control plane before it gives up.</param>
public sealed record Timings(TimeSpan PodStart, TimeSpan PodStop, TimeSpan Asmcli, TimeSpan AsmcliPatience)
{
    public static Timings Default { get; } = new(
        TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(60));
}
