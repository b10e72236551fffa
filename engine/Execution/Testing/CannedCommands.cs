using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Testing;

namespace MeshRunbook.Execution.Testing;

/// <summary>How commands end in a test. Nothing is run, but for scripts that the test wants to be.</summary>
internal sealed class CannedCommands(CannedWorld world, CannedUses uses, Unanswered unanswered, string runId, RealScripts? scripts, TimeProvider time) : ICommands
{
    private readonly Dictionary<string, StepState> _steps = new(StringComparer.Ordinal);
    private readonly List<string> _ran = [];

    /// <summary>What was run, in order: a command's words with a space between any two, or `shell` and the address of a script.</summary>
    public IReadOnlyList<string> Ran => _ran;

    /// <summary>The intent to run a step's command was recorded: by its mark the command is known when it comes.</summary>
    public void Expect(StepState step, StepStarted started) => _steps[CommandMark.Of(runId, step.Address, started.Attempt)] = step;

    public async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellation)
    {
        var step = request.Mark is { } mark ? _steps.GetValueOrDefault(mark) : null;
        var address = step?.Address.Text ?? "";
        var isScript = step?.Step is ShellStep;
        var line = isScript ? $"shell {address}" : string.Join(' ', request.Arguments);
        _ran.Add(line);
        var canned = world.Commands.FirstOrDefault(canned => canned.Input is null
            && (canned.Run is null || (!isScript && canned.Run.Matches(line)))
            && (canned.Step is null || TestedSteps.Fits(canned.Step, address))
            && canned.Environment.All(variable => variable.Value.Matches(request.Environment.GetValueOrDefault(variable.Key, "")))
            && uses.IsLeft(canned, canned.Times));
        if (canned is null)
        {
            if (isScript) unanswered.Script(address);
            else unanswered.Command(request.Arguments);
            return new(CommandEnd.Exited, 0, "", "", false, TimeSpan.Zero);
        }

        uses.Add(canned);
        if (!canned.IsReal) return await EndAsync(canned, request.Timeout, cancellation).ConfigureAwait(false);
        if (!isScript) return new(CommandEnd.NotStarted, -1, "", "", false, TimeSpan.Zero, "`real` is for scripts: this step runs a command");
        var (result, called) = scripts!.Run(request);
        _ran.AddRange(called);
        return result;
    }

    public IReadOnlyList<int> Remains(string mark, ProcessIdentity? process) => [];

    private async Task<CommandResult> EndAsync(CannedCommand canned, TimeSpan? timeout, CancellationToken cancellation)
    {
        var isTooLong = canned.Takes > timeout;
        var takes = isTooLong ? timeout!.Value : canned.Takes;
        try
        {
            if (takes > TimeSpan.Zero) await Pause.ForAsync(takes, time, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new(CommandEnd.Cancelled, -1, "", "", false, TimeSpan.Zero);
        }

        return isTooLong
            ? new(CommandEnd.TimedOut, -1, canned.Output, canned.Error, false, takes)
            : new(CommandEnd.Exited, canned.Exit, canned.Output, canned.Error, false, takes);
    }
}
