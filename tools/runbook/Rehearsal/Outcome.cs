using System.Text.Json.Nodes;
using MeshRunbook.Cli.Running;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Rehearsal;

/// <summary>Judges and tells how a rehearsal went.</summary>
internal sealed class Outcome(SimulatedMesh mesh, Expectation expect, Meanwhile meanwhile, string output)
{
    private const int MostCalls = 8;

    public async Task<int> SayAsync(RunEnd end, IRun run)
    {
        if (end.Outcome is not (RunOutcome.Succeeded or RunOutcome.Failed or RunOutcome.Rejected)) return SayUnfinished(end, run);
        var probes = await mesh.ProbesAsync();
        var problems = new List<string>();
        if (!EndedAsExpected(end)) problems.Add($"the run should have ended as {expect.Result}{(expect.At is { } at ? $" at `{at}`" : "")}");
        if (probes.AllPassed == expect.ProbesFail) problems.Add(expect.ProbesFail ? "the prober should have counted failures" : "the prober counted failures");
        problems.AddRange(expect.Says.Where(text => end.Message?.Contains(text, StringComparison.Ordinal) != true)
            .Select(text => $"its message should have said `{text}`: {end.Message}"));
        problems.AddRange(meanwhile.Problems);
        var changes = expect.Unchanged ? await mesh.SinceMarkAsync() : null;
        if (expect.Unchanged) problems.AddRange(Changes(changes));
        problems.AddRange(await DifferencesAsync(mesh.Remembered(Rehearsing.Before), "the run should have changed nothing"));
        problems.AddRange(await DifferencesAsync(mesh.Remembered(Rehearsing.Original), "the mesh should be what it was"));
        if (output == "json")
        {
            Console.Out.WriteLine(Of(end, run, probes, problems, changes).ToJsonString(Json.Line));
            return problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        }

        if (problems.Count > 0) Ending.Say(end, run, output);
        Summary(end, probes, problems.Count == 0);
        foreach (var problem in problems) Console.Error.WriteLine(Screen.Red($"not as expected: {problem}"));
        if (problems.Count > 0) Console.Error.WriteLine($"  look at the run: runbook status {run.Record.Id}");
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Says that the run stopped on the way. Where a person can go on with it, its mesh stays.</summary>
    public int SayUnfinished(RunEnd end, IRun run)
    {
        if (end.Outcome is RunOutcome.Succeeded or RunOutcome.Failed or RunOutcome.Rejected) return Ending.Say(end, run, output);
        if (end.Outcome != RunOutcome.Interrupted || output != "text" || mesh.Stays)
        {
            mesh.Stays |= end.Outcome != RunOutcome.Interrupted;
            return Ending.Say(end, run, output);
        }

        Console.Error.WriteLine($"interrupted: {Counts.Of(end.State)}; the simulated mesh ends with its rehearsal");
        Console.Error.WriteLine("  begin anew  runbook rehearse " + Words.CommandLine([run.Record.Path ?? "RUNBOOK"]));
        return ExitCode.Interrupted;
    }

    private void Summary(RunEnd end, Probes probes, bool asExpected)
    {
        var state = end.State;
        Console.Out.WriteLine();
        Console.Out.WriteLine(Screen.Bold((asExpected, end.Outcome) switch
        {
            (true, RunOutcome.Succeeded) => $"rehearsed: {state.Plan.Title}",
            (true, _) => $"rehearsed, and it stopped as it should: {end.Message}",
            _ => $"this rehearsal did not go as expected: {state.Plan.Title}",
        }));
        Console.Out.WriteLine($"steps: {Counts.Of(state)}; {Words.Count(state.Gates.Count(gate => gate.End is not null), "gate")} answered; "
            + $"{Words.Duration(state is { StartedAt: { } from, EndedAt: { } to } ? to - from : TimeSpan.Zero)}");
        if (expect.Unchanged && asExpected)
            Console.Out.WriteLine($"unchanged: nothing in the mesh was changed {(expect.Since is { } since ? $"after `{since}`" : meanwhile.HasHappenings ? "after that" : "at all")}");
        if (expect.Restored && asExpected) Console.Out.WriteLine("restored: the mesh is what it was, object by object");
        if (probes.Handshakes > 0) Console.Out.WriteLine($"TLS handshakes: {Words.Number(probes.Handshakes)} made, {Words.Number(probes.HandshakesFailed)} failed");
        if (probes.GatewayRequests > 0)
            Console.Out.WriteLine($"gateway requests: {Words.Number(probes.GatewayRequests)}, {Words.Number(probes.GatewayRequestsFailed)} failed");
        Console.Out.WriteLine(probes.AllPassed ? Screen.Green(probes.ToString()) : Screen.Red(probes.ToString()));
        foreach (var failure in probes.FirstFailures.Take(5)) Console.Out.WriteLine($"  {failure}");
    }

    private static IReadOnlyList<string> Changes(IReadOnlyList<string>? calls) => calls switch
    {
        null => ["it did not come to the moment after which nothing should have changed"],
        [] => [],
        _ => [$"the run should have changed nothing any more; {Words.Count(calls.Count, "call")}: {string.Join(", ", calls.Take(MostCalls))}"],
    };

    private bool EndedAsExpected(RunEnd end)
    {
        var result = end.Outcome switch
        {
            RunOutcome.Succeeded => "done",
            RunOutcome.Rejected => "rejected",
            RunOutcome.Failed => "failed",
            _ => "",
        };
        return result == expect.Result && (expect.At is null || end.State.Failed.Any(step => Ends(step)));
    }

    // The step itself, or one inside it: a scenario should not have to know how a block does its work.
    private bool Ends(StepState step) =>
        step.Address.Text == expect.At || step.Address.IsInside(new(expect.At!));

    private async Task<IReadOnlyList<string>> DifferencesAsync(string? before, string problem) =>
        before is null ? [] : Differences.Say(problem, JsonNode.Parse(before), JsonNode.Parse(await mesh.StateAsync()));

    private static JsonObject Of(RunEnd end, IRun run, Probes probes, List<string> problems, IReadOnlyList<string>? changes) => new()
    {
        ["run"] = run.Record.Id,
        ["asExpected"] = problems.Count == 0,
        ["problems"] = new JsonArray([.. problems.Select(problem => (JsonNode)problem)]),
        ["outcome"] = end.Outcome.ToString().ToLowerInvariant(),
        ["message"] = end.Message,
        ["status"] = Ending.StatusOf(end.Outcome),
        ["failed"] = new JsonArray([.. end.State.Failed.Select(step => (JsonNode)step.Address.Text)]),
        ["nothingChanged"] = changes is null ? null : changes.Count == 0,
        ["probes"] = new JsonObject
        {
            ["checked"] = probes.Checked, ["failed"] = probes.Failed, ["handshakes"] = probes.Handshakes, ["handshakesFailed"] = probes.HandshakesFailed,
            ["gatewayRequests"] = probes.GatewayRequests, ["gatewayRequestsFailed"] = probes.GatewayRequestsFailed,
        },
    };
}
