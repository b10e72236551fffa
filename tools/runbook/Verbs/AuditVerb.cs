using System.CommandLine;
using System.Text.Json.Nodes;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Auditing;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook audit`: whether a run is as the engine has written it.</summary>
internal static class AuditVerb
{
    private const int ShortestDigest = 12;

    public static Command Create()
    {
        var run = SharedOptions.Run();
        var expect = new Option<string?>("--expect") { Description = "The digest of an event that was written down elsewhere: finds also that the end was cut off", HelpName = "DIGEST" };
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("audit", "Check that nobody has changed a run's journal, record or texts, and name what was changed. Status 1 where something was.\n\n"
            + "Example:\n  runbook audit 20261121-101502") { run, expect, state, output };
        command.SetAction(parsed => RunAsync(
            parsed.GetValue(run), parsed.GetValue(expect), parsed.GetRequiredValue(state), parsed.GetRequiredValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(string? id, string? expected, string folder, string output)
    {
        if (expected is not null && (expected.Length < ShortestDigest || !expected.All(char.IsAsciiHexDigit)))
            throw Refusal.Usage($"`{expected}` is no digest", $"give at least {ShortestDigest} of its hexadecimal digits");
        await using var wiring = new Wiring(folder);
        var run = await RunFinder.FindAsync(wiring.Store, id);
        var report = RunAudit.Of(run, expected);
        if (report.IsWhole) report = report with { Findings = [.. await MisfitsAsync(run)] };
        if (output == "json") Console.Out.WriteLine(Of(run, report).ToJsonString(Json.Readable));
        else Print(run, report);
        return report.IsWhole ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Whether the journal, which is whole, tells of the runbook that is pinned.</summary>
    private static async Task<IReadOnlyList<AuditFinding>> MisfitsAsync(IRun run)
    {
        const string meaning = "the journal and the texts do not belong together";
        const string help = "restore the run's folder from a backup";
        try
        {
            var state = await (await Snapshot.ReadAsync(run)).StateAsync();
            return state.Started is { } started && started.Digest != state.Plan.Digest && run.Record.Format > 1
                ? [new(FindingKind.Misfit, "the pinned texts are not those that the run was started with", meaning, help)]
                : [];
        }
        catch (Exception problem) when (problem is JournalException or StoreException or Refusal)
        {
            return [new(FindingKind.Misfit, problem.Message, meaning, help)];
        }
    }

    private static void Print(IRun run, AuditReport report)
    {
        var id = run.Record.Id;
        foreach (var finding in report.Findings)
        {
            Console.Out.WriteLine(Screen.Red($"{Word(finding.Kind)}: {Printable.Lines(finding.What)}"));
            Console.Out.WriteLine($"  {finding.Meaning}");
            Console.Out.WriteLine($"  help: {finding.Help}");
        }

        foreach (var note in report.Notes) Console.Out.WriteLine($"note: {note}");
        Console.Out.WriteLine(report.IsWhole
            ? $"{Screen.Green("whole")}: run {id}, {Words.Number(report.Events)} events in an unbroken chain, its record and texts unchanged"
            : $"{Screen.Red("not whole")}: run {id}, {Words.Count(report.Findings.Length, "finding")} in {Words.Number(report.Events)} events");
        if (!report.IsWhole || report.Events == 0) return;
        Console.Out.WriteLine($"digest of event {Words.Number(report.Events)}: {report.Head}");
        Console.Out.WriteLine($"  write it down elsewhere; later it shows whether all up to it is still there: runbook audit {id} --expect {report.Head[..ShortestDigest]}");
    }

    private static JsonObject Of(IRun run, AuditReport report) => new()
    {
        ["run"] = run.Record.Id,
        ["whole"] = report.IsWhole,
        ["events"] = report.Events,
        ["digest"] = report.Head,
        ["findings"] = new JsonArray([.. report.Findings.Select(finding => (JsonNode)new JsonObject
        {
            ["finding"] = Word(finding.Kind), ["sequence"] = finding.Sequence, ["line"] = finding.Line, ["event"] = finding.Event, ["address"] = finding.Address,
            ["what"] = finding.What, ["meaning"] = finding.Meaning, ["help"] = finding.Help,
        })]),
        ["notes"] = new JsonArray([.. report.Notes.Select(note => (JsonNode)note)]),
    };

    private static string Word(FindingKind kind) => kind switch
    {
        FindingKind.CutOff => "cut off",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
