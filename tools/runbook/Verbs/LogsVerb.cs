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
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on while the step runs" };
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
        var state = await (await Snapshot.ReadAsync(run)).StateAsync();
        var steps = address is null
            ? state.Steps.Where(step => step.Command is not null).OrderBy(step => step.StartedAt).ToList()
            : [Find(state, run, address)];
        var shown = 0L;
        foreach (var step in steps)
        {
            if (address is null) Console.Out.WriteLine($"==> {step.Address}");
            shown = await CopyAsync(run, step, 0, cancellation);
        }

        while (follow && address is not null && steps[0].Status is StepStatus.Running or StepStatus.InDoubt)
        {
            await Task.Delay(Pause, cancellation);
            state = await (await Snapshot.ReadAsync(run)).StateAsync();
            steps = [Find(state, run, address)];
            shown = await CopyAsync(run, steps[0], shown, cancellation);
        }

        return ExitCode.Done;
    }

    /// <summary>Copies a log to standard output from a byte on, and says up to which.</summary>
    private static async Task<long> CopyAsync(IRun run, StepState step, long from, CancellationToken cancellation)
    {
        await using var log = run.OpenLog(step.Address, Math.Max(1, step.Attempt));
        if (log is null) return from;
        if (from > 0) log.Seek(from, SeekOrigin.Begin);
        await using var output = Console.OpenStandardOutput();
        await log.CopyToAsync(output, cancellation);
        return log.Position;
    }

    private static StepState Find(RunState state, IRun run, string address)
    {
        if (state.Find(new Address(address)) is { } step) return step;
        var near = Suggestion.For(address, state.Steps.Select(one => one.Address.Text));
        throw Refusal.Usage(
            $"run {run.Record.Id} has no step `{address}`", near is null ? $"see its steps: runbook status {run.Record.Id} --all" : $"did you mean `{near}`?");
    }
}
