namespace MeshSim.Scenario;

/// <summary>Reads a scenario file.</summary>
public static class ScenarioReader
{
    /// <summary>Reads <paramref name="file"/> and what it extends.</summary>
    /// <exception cref="InvalidScenarioException">The files have mistakes; all of them are named.</exception>
    public static MeshScenario Read(string file)
    {
        var tree = new YamlTree();
        var fields = new YamlFields(tree, tree.Load(file));
        var seed = fields.Whole("seed", 1);
        var version = ReadAsmcli(fields);
        var timings = ReadTimings(fields.Child("timings"));
        var faults = FaultReader.Read(fields.Child("faults"));
        var unprobed = ReadUnprobed(fields.Child("prober"));
        var clusters = fields.Children("clusters").SelectMany(ClusterReader.Read).ToArray();
        fields.Ignore("rehearsal");
        if (clusters.Length == 0) fields.Report("clusters", "a scenario has at least one cluster");
        foreach (var twin in clusters.GroupBy(c => c.Context).Where(g => g.Count() > 1))
            fields.Report("clusters", $"two clusters have the context `{twin.Key}`");
        fields.Close();
        tree.ThrowIfInvalid();
        return new(seed, version, timings, faults, unprobed, clusters);
    }

    private static IReadOnlyList<string> ReadUnprobed(YamlFields? fields)
    {
        if (fields is null) return [];
        var namespaces = fields.Texts("ignore");
        fields.Close();
        return namespaces;
    }

    private static AsmVersion ReadAsmcli(YamlFields fields)
    {
        if (fields.Child("asmcli") is not { } asmcli) return AsmVersion.Default;
        var text = asmcli.Text("version", AsmVersion.Default.Text);
        var version = AsmVersion.Known.FirstOrDefault(known => known.Text == text);
        if (version is null) asmcli.Report("version", $"`{text}` is not one of {string.Join(", ", AsmVersion.Known)}");
        asmcli.Close();
        return version ?? AsmVersion.Default;
    }

    private static Timings ReadTimings(YamlFields? fields)
    {
        if (fields is null) return Timings.Default;
        var timings = new Timings(
            fields.Duration("podStart", Timings.Default.PodStart),
            fields.Duration("podStop", Timings.Default.PodStop),
            fields.Duration("asmcli", Timings.Default.Asmcli),
            fields.Duration("asmcliPatience", Timings.Default.AsmcliPatience));
        fields.Close();
        return timings;
    }
}
