namespace MeshSim.Scenario;

/// <summary>Namespaces that a scenario asks for by number: mostly Deployments, every fifth workload a StatefulSet, every ninth a DaemonSet.</summary>
internal static class GeneratedNamespaces
{
    private static readonly string[] Names = ["shop", "payments", "search", "accounts", "reports", "shipping", "catalog", "support", "ledger", "media"];
    private static readonly string[] Parts = ["api", "web", "worker", "cache", "store", "feed", "index", "audit", "relay", "batch"];

    public static IEnumerable<NamespaceScenario> Make(int namespaces, int workloads, int replicas, Origin origin)
    {
        for (var n = 0; n < namespaces; n++)
        {
            var place = n;
            yield return new(
                Numbered(Names, n),
                NamespaceReader.InjectionLabels(origin),
                PodQuota: null,
                [.. Enumerable.Range(0, workloads).Where(w => w % namespaces == place).Select(w => Workload(w, w / namespaces, replicas))]);
        }
    }

    private static WorkloadScenario Workload(int number, int place, int replicas)
    {
        var kind = number % 9 == 7 ? WorkloadKind.DaemonSet : number % 5 == 3 ? WorkloadKind.StatefulSet : WorkloadKind.Deployment;
        return new(Numbered(Parts, place), kind, replicas, Sidecar: true, new Dictionary<string, string>());
    }

    private static string Numbered(string[] names, int n) => n < names.Length ? names[n] : $"{names[n % names.Length]}-{n / names.Length + 1}";
}
