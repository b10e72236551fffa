using System.Text.Json.Nodes;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Running;

/// <summary>What is said when the engine has let go of a run: what happened, and every way on.</summary>
internal static class Ending
{
    private const int LastLines = 12;
    private const int MostNamed = 8;

    /// <summary>Says it, and gives the exit status.</summary>
    public static int Say(RunEnd end, IRun run, string output)
    {
        var status = StatusOf(end.Outcome);
        if (output == "json")
        {
            Console.Out.WriteLine(Of(end, run).ToJsonString(Json.Line));
            return status;
        }

        var counts = Counts.Of(end.State);
        Console.Out.WriteLine();
        switch (end.Outcome)
        {
            case RunOutcome.Succeeded:
                Console.Out.WriteLine($"{Screen.Green("done")}: {counts} in {Words.Duration(Time(end.State))}");
                Console.Out.WriteLine($"run {run.Record.Id}; what happened: runbook status {run.Record.Id}");
                return status;
            case RunOutcome.Interrupted:
                Console.Error.WriteLine($"interrupted: {counts}; nothing is lost");
                Advise(("go on", $"runbook resume {run.Record.Id}"));
                return status;
            case RunOutcome.WaitingForPerson:
                Waiting(end.State, run);
                return status;
            case RunOutcome.InDoubt:
                InDoubt(end.State, run);
                return status;
            case RunOutcome.OffPlan:
                OffPlan(end, run);
                return status;
            default:
                Failed(end, run);
                return status;
        }
    }

    public static int StatusOf(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => ExitCode.Done,
        RunOutcome.WaitingForPerson => ExitCode.WaitingForPerson,
        RunOutcome.InDoubt or RunOutcome.OffPlan => ExitCode.Refused,
        RunOutcome.Interrupted => ExitCode.Interrupted,
        _ => ExitCode.Failed,
    };

    private static void Waiting(RunState state, IRun run)
    {
        var gates = state.Gates.Where(gate => gate.IsOpen).ToList();
        foreach (var gate in gates)
            foreach (var line in GateText.Lines(gate.Opened!)) Console.Error.WriteLine(line);
        Console.Error.WriteLine();
        var id = run.Record.Id;
        var name = gates.Count == 1 ? "" : " GATE";
        Advise(("answer", $"runbook approve {id}{name}, or runbook reject {id}{name}"), ("then go on", $"runbook resume {id}"));
    }

    private static void InDoubt(RunState state, IRun run)
    {
        var id = run.Record.Id;
        foreach (var step in state.InDoubt)
        {
            Console.Error.WriteLine(Screen.Yellow($"in doubt: `{step.Address}`: {step.Title}"));
            Console.Error.WriteLine($"  it was started at {step.StartedAt?.ToLocalTime():yyyy-MM-dd HH:mm:ss}, and the engine ended before its outcome was recorded");
            if (step.Command is { } command) Console.Error.WriteLine($"  $ {Words.CommandOfOneLine(command)}");
            Console.Error.WriteLine(step.DoubtAnswer is { } answer ? $"  its probe cannot tell: {Printable.Lines(answer.Summary)}" : "  it has no probe that could tell whether it did its work");
            (string, string)[] ways =
            [
                ("run it again", $"runbook resume {id} --retry {Typed(step)}"),
                ("it did its work", $"runbook resume {id} --mark-done {Typed(step)} --reason TEXT"),
                ("leave it out", $"runbook resume {id} --skip {Typed(step)} --reason TEXT"),
            ];
            Advise(step.DoubtAnswer is null ? ways : [("ask its probe again", $"runbook resume {id}"), .. ways]);
        }
    }

    private static void OffPlan(RunEnd end, IRun run)
    {
        Console.Error.WriteLine(Screen.Red($"stopped, and nothing of it was begun: {Printable.Lines(end.Message ?? "")}"));
        (string, string)[] ways = [("see what is done", $"runbook status {run.Record.Id}"), ("do the rest anew, by a plan of its own", "runbook plan RUNBOOK -o FILE")];
        Advise(end.State.Plan.Rollback is null ? ways : [.. ways, ("take it back", $"runbook rollback {run.Record.Id}")]);
    }

    private static void Failed(RunEnd end, IRun run)
    {
        var id = run.Record.Id;
        foreach (var step in end.State.Failed)
        {
            var title = step.Title == step.Step.Id ? "" : $" ({step.Title})";
            Console.Error.WriteLine(Screen.Red($"failed: `{step.Address}`{title}: {Printable.Lines(step.Error ?? "")}"));
            if (step.Command is { } command) Console.Error.WriteLine($"  $ {Words.CommandOfOneLine(command)}");
            foreach (var line in LogTail.Read(run, step.Address, step.Attempt, LastLines)) Console.Error.WriteLine(Screen.Dim($"  | {line}"));
            foreach (var answer in step.Answers.Where(answer => answer.Help is not null)) Console.Error.WriteLine($"  {Printable.Lines(answer.Help!)}");
        }

        if (end.State.Failed.Count == 0 && end.Message is { } message) Console.Error.WriteLine(Screen.Red($"failed: {Printable.Lines(message)}"));
        Console.Error.WriteLine();
        var ways = new List<(string, string)>();
        if (end.WantsRollback) ways.Add(("roll back, as the gate asks", $"runbook rollback {id}"));
        ways.Add(("try again from here", $"runbook resume {id}"));
        foreach (var failed in end.State.Failed.Where(step => step.Step is not ApproveStep).Take(MostNamed))
        {
            ways.Add(("leave a step out", $"runbook resume {id} --skip {Typed(failed)} --reason TEXT"));
            if (failed.Command is not null) ways.Add(("read all that it printed", $"runbook logs {id} {Typed(failed)}"));
        }

        if (!end.WantsRollback && end.State.Plan.Rollback is not null) ways.Add(("take it back", $"runbook rollback {id}"));
        Advise([.. ways]);
    }

    // A shell would take the brackets of an item for a pattern.
    private static string Typed(StepState step) => Words.CommandLine([step.Address.Text]);

    private static void Advise(params (string What, string Command)[] ways)
    {
        var width = ways.Max(way => way.What.Length);
        foreach (var (what, command) in ways) Console.Error.WriteLine($"  {what.PadRight(width)}  {command}");
    }

    private static TimeSpan Time(RunState state) =>
        state is { StartedAt: { } from, EndedAt: { } to } ? to - from : TimeSpan.Zero;

    private static JsonObject Of(RunEnd end, IRun run) => new()
    {
        ["run"] = run.Record.Id,
        ["outcome"] = char.ToLowerInvariant(end.Outcome.ToString()[0]) + end.Outcome.ToString()[1..],
        ["message"] = end.Message,
        ["gates"] = new JsonArray([.. end.State.Gates.Where(gate => gate.IsOpen).Select(gate => (JsonNode)gate.Address.Text)]),
        ["failed"] = new JsonArray([.. end.State.Failed.Select(step => (JsonNode)step.Address.Text)]),
        ["inDoubt"] = new JsonArray([.. end.State.InDoubt.Select(step => (JsonNode)step.Address.Text)]),
    };
}
