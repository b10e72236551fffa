using System.Collections.Immutable;
using System.CommandLine;
using MeshRunbook.Cli.Rehearsal;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Cli.Running;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook resume`: goes on with a run from its last recorded event.</summary>
internal static class ResumeVerb
{
    public static Command Create()
    {
        var run = SharedOptions.Run();
        var retry = Steps("--retry", "Run this step again");
        var redo = Steps("--redo", "Run this finished step once more, because its effect is gone");
        var accepts = new Option<bool>("--accept-drift") { Description = "Go on although the effect of finished steps is gone" };
        var done = Steps("--mark-done", "Take this step as done; needs --reason");
        var skip = Steps("--skip", "Leave this step out; needs --reason");
        var runbook = new Option<string?>("--runbook") { Description = "Go on with this text of the runbook; what is done must stand in it unchanged", HelpName = "FILE" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask whether the run shall go on with the other text" };
        var reason = new Option<string?>("--reason") { Description = "Why, for the journal", HelpName = "TEXT" };
        var param = SharedOptions.Param();
        var files = SharedOptions.Params();
        var waits = new Option<bool>("--wait") { Description = "Stay at a gate until it is answered elsewhere, instead of ending with status 4" };
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("resume", "Go on with a run. Finished steps are not repeated, failed ones are tried again, and steps in doubt are asked for "
            + "by their probes.\n\nExample:\n  runbook resume 20261121-101502\n  runbook resume 20261121-101502 --runbook corrected.yaml --reason \"the timeout was too short\"") { run, retry, done, skip, redo, accepts, runbook, yes, reason, param, files, waits, state, output };
        command.SetAction(parsed =>
        {
            var decisions = Decisions(parsed.GetValue(retry), Decision.Retry, parsed.GetValue(reason) ?? "asked for by --retry")
                .Concat(Decisions(parsed.GetValue(redo), Decision.Retry, parsed.GetValue(reason) ?? "asked for by --redo"))
                .Concat(Decisions(parsed.GetValue(done), Decision.MarkDone, parsed.GetValue(reason)))
                .Concat(Decisions(parsed.GetValue(skip), Decision.Skip, parsed.GetValue(reason)));
            return RunAsync(
                parsed.GetValue(run), [.. decisions], parsed.GetValue(accepts),
                parsed.GetValue(runbook) is { } path ? new(path, parsed.GetValue(yes), parsed.GetValue(reason)) : null, new(parsed.GetValue(param) ?? [], parsed.GetValue(files) ?? []),
                parsed.GetValue(waits), parsed.GetRequiredValue(state), parsed.GetRequiredValue(output));
        });
        return command;
    }

    private static async Task<int> RunAsync(
        string? id, ImmutableArray<StepDecided> decisions, bool acceptsDrift, Move? move, Inputs inputs, bool waits, string folder, string output)
    {
        await using var wiring = new Wiring(folder);
        var run = await RunFinder.FindAsync(wiring.Store, id);
        var snapshot = await Snapshot.ReadAsync(run);
        if (snapshot.HasEnded)
        {
            Console.Out.WriteLine($"run {run.Record.Id} is done; there is nothing to go on with");
            return ExitCode.Done;
        }

        if (move is not null && run.Record.SavedPlan is not null)
            throw Refusal.Refused(
                $"run {run.Record.Id} carries out a saved plan, and another text is not in it",
                $"go on with the plan: runbook resume {run.Record.Id}; or plan the other text: runbook plan {move.Path} -o FILE");
        if (move is not null && (await snapshot.StateAsync()).Started is not null)
        {
            await move.CarryOutAsync(wiring, run, inputs);
            (snapshot, inputs) = (await Snapshot.ReadAsync(run), inputs with { Texts = [] });
        }

        var plan = await PinnedSources.PlanOfAsync(run);
        var state = await snapshot.StateAsync(plan, await Secrets.AgainAsync(plan, run.Record, inputs));
        foreach (var decision in decisions) Check(decision, state, run.Record.Id);
        var rehearsal = Note.Of(run);
        if (state.Started is null && rehearsal is not null) return await Rehearsing.BeginAgainAsync(wiring, rehearsal, run, output);
        if (state.Started is null)
            throw Refusal.Refused($"run {run.Record.Id} was interrupted before it began", "execute the runbook again");
        var display = Display.For(output, waits, wiring.Time);
        if (rehearsal is { } note)
            return await Rehearsing.ResumeAsync(wiring, note, run, output, surroundings =>
                surroundings.Session(wiring, run, state, display).ResumeAsync(state.Started.Lock, decisions, acceptsDrift));
        return Ending.Say(await new Session(wiring, run, state, display).ResumeAsync(state.Started.Lock, decisions, acceptsDrift), run, output);
    }

    private static void Check(StepDecided decision, RunState state, string id)
    {
        if (state.Find(decision.Address) is not { } step)
        {
            var near = Suggestion.For(decision.Address.Text, state.Steps.Select(one => one.Address.Text));
            throw Refusal.Usage($"run {id} has no step `{decision.Address}`", near is null ? $"see its steps: runbook status {id} --all" : $"did you mean `{near}`?");
        }

        if (step.Step is ApproveStep && decision.Decision != Decision.Retry)
            throw Refusal.Refused($"`{step.Address}` is a gate, and only an answer passes it", $"open it again: runbook resume {id}");
        if (DecisionRules.Objection(state, decision) is { } objection) throw Refusal.Refused(objection, $"see: runbook status {id}");
    }

    private static IEnumerable<StepDecided> Decisions(string[]? addresses, Decision decision, string? reason)
    {
        foreach (var address in addresses ?? [])
            yield return new(new Address(address), decision, !string.IsNullOrWhiteSpace(reason)
                ? reason
                : throw Refusal.Usage($"`{address}` needs a reason for the journal", "add --reason TEXT"));
    }

    private static Option<string[]> Steps(string name, string description) => new(name) { Description = description, HelpName = "STEP" };
}
