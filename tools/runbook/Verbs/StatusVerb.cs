using System.CommandLine;
using System.Text.Json.Nodes;
using MeshRunbook.Cli.Running;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook status`: how a run stands, step by step.</summary>
internal static class StatusVerb
{
    public static Command Create()
    {
        var run = SharedOptions.Run();
        var all = new Option<bool>("--all", "-a") { Description = "Also the steps inside what is done" };
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("status", "Show how a run stands.\n\nExample:\n  runbook status 20261121-101502") { run, all, state, output };
        command.SetAction(parsed => RunAsync(parsed.GetValue(run), parsed.GetValue(all), parsed.GetRequiredValue(state), parsed.GetRequiredValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(string? id, bool all, string folder, string output)
    {
        await using var wiring = new Wiring(folder);
        var snapshot = await Snapshot.ReadAsync(await RunFinder.FindAsync(wiring.Store, id));
        var state = await snapshot.StateAsync();
        var standing = snapshot.Standing;
        if (output == "json")
        {
            Console.Out.WriteLine(Of(snapshot, state, standing).ToJsonString(Json.Readable));
            return ExitCode.Done;
        }

        var record = snapshot.Run.Record;
        Console.Out.WriteLine(Screen.Bold($"{state.Plan.Title} ({record.Runbook} {state.Started?.Version ?? record.Version})"));
        Console.Out.WriteLine($"run {record.Id}: {standing}, {Counts.Of(state)}");
        Console.Out.WriteLine($"started {record.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss} by {record.StartedBy}{(record.RollbackOf is { } of ? $", takes back {of}" : "")}");
        if (record.SavedPlan is { } plan) Console.Out.WriteLine($"carries out the saved plan {plan[..Math.Min(16, plan.Length)]}");
        if (state.LastCheckpoint is { } checkpoint) Console.Out.WriteLine($"last checkpoint: {checkpoint.Address}");
        Console.Out.WriteLine();
        Print(state.Root, 0, all);
        foreach (var gate in state.Gates.Where(gate => gate.IsOpen))
            foreach (var line in GateText.Lines(gate.Opened!).Concat(GateText.Answers(gate))) Console.Out.WriteLine(line);
        if (snapshot.Stopped?.Message is { } message) Console.Out.WriteLine($"\nstopped: {Printable.Lines(message)}");
        return ExitCode.Done;
    }

    private static void Print(Block block, int depth, bool all)
    {
        foreach (var step in block.Steps)
        {
            var indent = new string(' ', 2 * depth);
            var time = step is { StartedAt: { } from, EndedAt: { } to } ? Screen.Dim($"  {Words.Duration(to - from)}") : "";
            var count = step.Loop is { } loop ? $"  {loop.Done}/{step.Blocks.Count}" : "";
            Console.Out.WriteLine($"{indent}{Mark(step.Status)} {step.Address.Text.Split('/')[^1]}: {Printable.Of(step.Title)}{count}{time}");
            if (step.Error is { } error && step.Status is StepStatus.Failed or StepStatus.Cancelled && !step.IsComposite)
                Console.Out.WriteLine($"{indent}    {Screen.Red(Printable.Lines(error))}");
            if (step.HasEnded && !all) continue;
            foreach (var inner in step.Blocks)
            {
                if (inner.Key is { } key && step.Step is not Language.Plans.CallStep)
                    Console.Out.WriteLine($"{indent}  {(inner.IsDone ? Mark(StepStatus.Succeeded) : inner.IsFailed ? Mark(StepStatus.Failed) : inner.IsStarted ? Mark(StepStatus.Running) : Mark(StepStatus.Pending))} {key}");
                if (!inner.IsDone && inner.IsStarted || all) Print(inner, depth + 2, all);
            }
        }
    }

    private static string Mark(StepStatus status) => status switch
    {
        StepStatus.Succeeded => Screen.Green("✔"),
        StepStatus.Skipped => Screen.Dim("↷"),
        StepStatus.Failed or StepStatus.Cancelled => Screen.Red("✘"),
        StepStatus.InDoubt or StepStatus.WaitingForPerson => Screen.Yellow("?"),
        StepStatus.Running or StepStatus.WaitingToRetry => Screen.Yellow("●"),
        _ => Screen.Dim("○"),
    };

    private static JsonObject Of(Snapshot snapshot, RunState state, string standing)
    {
        var record = snapshot.Run.Record;
        return new()
        {
            ["run"] = record.Id, ["runbook"] = record.Runbook, ["version"] = record.Version, ["standing"] = standing,
            ["startedAt"] = record.StartedAt.ToString("O"), ["startedBy"] = record.StartedBy, ["rollbackOf"] = record.RollbackOf, ["savedPlan"] = record.SavedPlan,
            ["events"] = state.Sequence, ["lastCheckpoint"] = state.LastCheckpoint?.Address.Text,
            ["gates"] = new JsonArray([.. state.Gates.Where(gate => gate.IsOpen).Select(gate => (JsonNode)new JsonObject
            {
                ["gate"] = gate.Address.Text, ["title"] = gate.Opened!.Title, ["evidence"] = gate.Opened.Evidence,
                ["changes"] = new JsonArray([.. (gate.Opened.Changes ?? []).Select(change =>
                    (JsonNode)new JsonObject { ["what"] = change.What, ["before"] = change.Before, ["now"] = change.Now })]),
                ["answers"] = new JsonArray([.. gate.Lapsed.Select(vote => Of(vote, counts: false)), .. gate.Votes.Select(vote => Of(vote, counts: true))]),
            })]),
            ["steps"] = new JsonArray([.. state.Steps.Select(step => (JsonNode)new JsonObject
            {
                ["address"] = step.Address.Text, ["title"] = step.Title, ["status"] = Camel(step.Status.ToString()), ["attempt"] = step.Attempt,
                ["startedAt"] = step.StartedAt?.ToString("O"), ["endedAt"] = step.EndedAt?.ToString("O"), ["exitCode"] = step.ExitCode, ["error"] = step.Error,
            })]),
        };
    }

    private static JsonObject Of(GateVote vote, bool counts) => new()
    {
        ["who"] = vote.Actor, ["approved"] = vote.Approved, ["comment"] = vote.Comment, ["time"] = vote.Time.ToString("O"), ["counts"] = counts,
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
