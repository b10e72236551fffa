namespace MeshSim.Scenario;

/// <summary>Reads one item of a cluster's <c>namespaces</c>.</summary>
internal static class NamespaceReader
{
    private enum Injection
    {
        Origin,
        Label,
        Revision,
        Both,
        None,
    }

    public static NamespaceScenario Read(YamlFields fields, Origin origin)
    {
        var injection = fields.Choice("injection", Injection.Origin,
            ("origin", Injection.Origin), ("istio-injection", Injection.Label), ("revision", Injection.Revision),
            ("both", Injection.Both), ("none", Injection.None));
        var labels = new Dictionary<string, string>(fields.Pairs("labels"), StringComparer.Ordinal);
        foreach (var (key, value) in InjectionLabels(injection, origin)) labels.TryAdd(key, value);
        var scenario = new NamespaceScenario(
            fields.RequiredText("name"),
            labels,
            ReadQuota(fields.Child("quota")),
            [.. fields.Children("workloads").Select(ReadWorkload)]);
        foreach (var twin in scenario.Workloads.GroupBy(w => w.Name).Where(g => g.Count() > 1))
            fields.Report("workloads", $"two workloads are called `{twin.Key}`");
        fields.Close();
        return scenario;
    }

    /// <summary>The labels by which namespaces of a cluster of this origin ask for sidecars.</summary>
    public static IReadOnlyDictionary<string, string> InjectionLabels(Origin origin) =>
        InjectionLabels(Injection.Origin, origin).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> InjectionLabels(Injection injection, Origin origin)
    {
        if (injection is Injection.Label or Injection.Both || (injection is Injection.Origin && origin is Origin.Istio))
            yield return new("istio-injection", "enabled");
        if (injection is Injection.Revision or Injection.Both || (injection is Injection.Origin && origin is Origin.Asm))
            yield return new("istio.io/rev", origin.Revision);
    }

    private static int? ReadQuota(YamlFields? fields)
    {
        if (fields is null) return null;
        var pods = fields.Whole("pods", 10, least: 0);
        fields.Close();
        return pods;
    }

    private static WorkloadScenario ReadWorkload(YamlFields fields)
    {
        var workload = new WorkloadScenario(
            fields.RequiredText("name"),
            fields.Choice("kind", WorkloadKind.Deployment, [.. Enum.GetValues<WorkloadKind>().Select(kind => (kind.ToString(), kind))]),
            fields.Whole("replicas", 1),
            fields.Flag("sidecar", true),
            fields.Pairs("podLabels"));
        fields.Close();
        return workload;
    }
}
