using System.Text.Json.Nodes;
using MeshRunbook.Cli.Terminal;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>Tells what has come of the crash points: a row for each kind of moment, the guilty ones by name, and the verdict.</summary>
internal sealed class CrashTable(Findings findings, Setting setting)
{
    private const int MostMissed = 5;

    public string Verdict => $"crash points: {findings.Count}, same end state: {findings.Same}, repeated mutations: {findings.Repeated}";

    public void Print()
    {
        Console.Out.WriteLine();
        string[] header = ["THE ENGINE IS KILLED", "CRASH POINTS", "SAME END STATE", "REPEATED MUTATIONS"];
        foreach (var line in Table.Lines(header, [.. Rows().Select(row => (string[])[row.Moment, $"{row.Count}", $"{row.Same}", $"{row.Repeated}"])]))
            Console.Out.WriteLine(line);
        Console.Out.WriteLine();
        foreach (var guilty in findings.Guilty) Print(guilty);
        if (findings.Missed.Count > 0)
            Console.Out.WriteLine($"{Words.Count(findings.Missed.Count, "crash point")} did not come about again, and {(findings.Missed.Count == 1 ? "is" : "are")} not counted: "
                + string.Join(", ", findings.Missed.Take(MostMissed).Select(point => point.Name)) + (findings.Missed.Count > MostMissed ? ", …" : ""));
        if (findings.AskedFor > 0)
            Console.Out.WriteLine($"{Words.Count(findings.AskedFor, "mutation was", "mutations were")} applied again because the step's probe had said, after the kill, that it had not done its work");
        Console.Out.WriteLine($"{Words.Count(findings.Events, "event")}, {Words.Count(findings.All.Count, "crash point")}; {Words.Count(findings.Rehearsals + 1, "rehearsal")}");
        Console.Out.WriteLine(findings.AreGood ? Screen.Green(Verdict) : Screen.Red(Verdict));
    }

    public JsonObject ToJson() => new()
    {
        ["runbook"] = setting.Runbook,
        ["scenario"] = setting.Scenario,
        ["events"] = findings.Events,
        ["allCrashPoints"] = findings.All.Count,
        ["rehearsals"] = findings.Rehearsals + 1,
        ["crashPoints"] = findings.Count,
        ["sameEndState"] = findings.Same,
        ["repeatedMutations"] = findings.Repeated,
        ["appliedAgainAsProbed"] = findings.AskedFor,
        ["moments"] = new JsonArray([.. Rows().Select(row => (JsonNode)new JsonObject
        {
            ["moment"] = row.Moment, ["crashPoints"] = row.Count, ["sameEndState"] = row.Same, ["repeatedMutations"] = row.Repeated,
        })]),
        ["guilty"] = new JsonArray([.. findings.Guilty.Select(guilty => (JsonNode)new JsonObject
        {
            ["crashPoint"] = guilty.Point.Name, ["problems"] = new JsonArray([.. guilty.Judgement.Problems.Select(problem => (JsonNode)problem)]),
            ["repeat"] = Command(guilty), ["folder"] = guilty.Folder,
        })]),
        ["missed"] = new JsonArray([.. findings.Missed.Select(point => (JsonNode)point.Name)]),
        ["verdict"] = Verdict,
    };

    private void Print(Guilty guilty)
    {
        Console.Out.WriteLine(Screen.Red($"killed {guilty.Point.Name}:"));
        foreach (var problem in guilty.Judgement.Problems) Console.Out.WriteLine($"  {problem}");
        Console.Out.WriteLine($"  repeat just this: {Command(guilty)}");
        Console.Out.WriteLine($"  what it printed: {guilty.Folder}/log; its run: runbook status --state {guilty.Folder}/state");
        Console.Out.WriteLine();
    }

    private string Command(Guilty guilty) => "runbook " + Words.CommandLine([.. setting.Words, "--crash-at", guilty.Point.Name]);

    private IEnumerable<Row> Rows()
    {
        var guilty = findings.Guilty.ToLookup(one => Label(one.Point));
        var counted = findings.Good.Concat(findings.Guilty.Select(one => one.Point)).ToLookup(Label);
        foreach (var moment in findings.All.Select(Label).Distinct().Where(counted.Contains))
        {
            var bad = guilty[moment].ToList();
            yield return new(
                moment, counted[moment].Count(), counted[moment].Count() - bad.Count(one => !one.Judgement.IsSame), bad.Sum(one => one.Judgement.Repeated));
        }
    }

    private static string Label(CrashPoint point) => point.Moment == CrashPoint.During
        ? "while a command runs"
        : $"{point.Moment} {point.Event}{point.Kind switch { "" => "", "other" => " of a wait, verify or gate", _ => $" of a {point.Kind}" }}";

    private sealed record Row(string Moment, int Count, int Same, int Repeated);
}
