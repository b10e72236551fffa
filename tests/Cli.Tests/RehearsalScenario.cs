using MeshRunbook.Language.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MeshRunbook.Cli.Tests;

/// <summary>What the section `rehearsal` of a scenario says: which runs there are, and with what.</summary>
internal sealed record RehearsalScenario(
    string Name, string File, string Runbook, MapValue Parameters, IReadOnlyList<EarlierRun> Before)
{
    private static readonly string Folder = Repository.At("runbooks", "scenarios");

    /// <summary>Twenty clusters, which take minutes: rehearsed by hand, as it says itself. FleetTests are for every day.</summary>
    private const string Large = "fleet";

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != Large).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Runbooks =>
        Directory.EnumerateFiles(Repository.At("runbooks"), "*.yaml").Where(file => !file.EndsWith(".test.yaml", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>The scenario's runbook is the one with the longest name that the scenario's begins with.</summary>
    public static string RunbookOf(string scenario) =>
        Runbooks.Where(name => scenario == name || scenario.StartsWith(name + "-", StringComparison.Ordinal)).MaxBy(name => name.Length)
        ?? throw new InvalidOperationException($"no runbook is called as the scenario {scenario}");

    public static string FileOf(string name) => Path.Combine(Folder, name + ".yaml");

    /// <param name="mesh">The simulated mesh's folder, for `${dir}`.</param>
    public static RehearsalScenario Read(string name, string mesh)
    {
        var file = FileOf(name);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(System.IO.File.ReadAllText(file).Replace("${dir}", mesh, StringComparison.Ordinal)));
        var rehearsal = ((MapValue)ValueOf(yaml.Documents[0].RootNode)).Map("rehearsal");
        return new(
            name,
            file,
            Repository.At("runbooks", RunbookOf(name) + ".yaml"),
            rehearsal.Map("parameters"),
            [.. ((rehearsal["before"] as ListValue)?.Items ?? []).Cast<MapValue>().Select(EarlierRun.Read)]);
    }

    private static Value ValueOf(YamlNode node) => node switch
    {
        YamlMappingNode map => new MapValue([.. map.Children.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, ValueOf(entry.Value)))]),
        YamlSequenceNode list => new ListValue([.. list.Select(ValueOf)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } truth => Value.Of(truth.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } number when long.TryParse(number.Value, out var integer) => Value.Of(integer),
        YamlScalarNode text => Value.Of(text.Value ?? ""),
        _ => Value.Null,
    };
}

/// <summary>A run that comes before the one to be rehearsed.</summary>
internal sealed record EarlierRun(string Runbook, MapValue Parameters)
{
    public static EarlierRun Read(MapValue map) => new(
        Path.GetFullPath(Path.Combine(Repository.At("runbooks", "scenarios"), map.Text("runbook"))),
        map.Map("parameters"));
}

internal static class ScenarioValues
{
    public static MapValue Map(this MapValue map, string key) => map[key] as MapValue ?? new([]);

    public static string Text(this MapValue map, string key) => (map[key] as TextValue)?.Text ?? "";
}
