using System.CommandLine;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook logs`: what commands printed.</summary>
internal static class LogsVerb
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static Command Create()
    {
        var run = new Argument<string>("run") { Description = "The run's id or how it begins" };
        var step = new Argument<string?>("step") { Description = "The address of a step; all commands where left out", Arity = ArgumentArity.ZeroOrOne };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on while it runs" };
        var state = SharedOptions.State();
        var command = new Command("logs", "Print what commands printed, secrets masked.\n\nExample:\n  runbook logs 20261121-101502 install/asmcli") { run, step, follow, state };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(run), parsed.GetValue(step), parsed.GetValue(follow), parsed.GetRequiredValue(state), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string id, string? address, bool follow, string folder, CancellationToken cancellation)
    {
        await using var wiring = new Wiring(folder);
        var run = await RunFinder.FindAsync(wiring.Store, id);
        var shown = new Dictionary<(Address, int), long>();
        Address? last = null;
        var state = await (await Snapshot.ReadAsync(run)).StateAsync();
        while (true)
        {
            // Asked before the logs are read, so that the last lines of what ends meanwhile are read too.
            var isWorkedOn = follow && run.Holder() is not null;
            await state.CatchUpAsync(run, cancellation);
            IReadOnlyList<StepState> steps = address is null
                ? [.. state.Steps.Where(step => step.Command is not null).OrderBy(step => step.StartedAt)]
                : [Find(state, run, address)];
            foreach (var step in steps)
                if (await CopyAsync(run, step, shown, address is null && step.Address != last ? $"==> {step.Address}" : null, cancellation)) last = step.Address;
            if (!isWorkedOn || (address is not null && steps[0].HasEnded)) return ExitCode.Done;
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Copies what a step's log has that was not shown yet; false where there is nothing.</summary>
    private static async Task<bool> CopyAsync(
        IRun run, StepState step, Dictionary<(Address, int), long> shown, string? heading, CancellationToken cancellation)
    {
        var attempt = (step.Address, Math.Max(1, step.Attempt));
        await using var log = run.OpenLog(attempt.Address, attempt.Item2);
        var from = shown.GetValueOrDefault(attempt);
        if (log is null || log.Length <= from) return false;
        log.Seek(from, SeekOrigin.Begin);
        if (heading is not null) Console.Out.WriteLine(heading);
        await using var output = Console.OpenStandardOutput();
        await log.CopyToAsync(output, cancellation);
        shown[attempt] = log.Position;
        return true;
    }

    private static StepState Find(RunState state, IRun run, string address)
    {
        if (state.Find(new Address(address)) is { } step) return step;
        var near = Suggestion.For(address, state.Steps.Select(one => one.Address.Text));
        throw Refusal.Usage(
            $"run {run.Record.Id} has no step `{address}`", near is null ? $"see its steps: runbook status {run.Record.Id} --all" : $"did you mean `{near}`?");
    }
}
