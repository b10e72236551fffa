using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Running;

/// <summary>What the end of a command, or of asking, means for its step. Pure.</summary>
internal static class Outcomes
{
    /// <param name="mask">Puts `***` where a secret stands: before a text is cut, for no part of one may be left.</param>
    public static StepFinished Of(StartCommand start, CommandResult result, Func<string, string> mask)
    {
        var step = start.Step;
        var finished = new StepFinished(step.Address, start.Attempt, StepResult.Failed, result.ExitCode);
        switch (result.End)
        {
            case CommandEnd.Exited when start.Command.SuccessCodes.Contains(result.ExitCode):
                var (outputs, problem) = StepOutputs.OfCommand(step, result);
                return problem is null
                    ? finished with { Result = StepResult.Succeeded, Outputs = NullIfEmpty(outputs) }
                    : finished with { Error = problem };
            case CommandEnd.Exited:
                return finished with { Error = $"`{start.Command.Words[0]}` ended with exit status {result.ExitCode}{LastWords(start, result, mask)}" };
            case CommandEnd.Signalled:
                return finished with { Error = $"`{start.Command.Words[0]}` was ended by {Signals.NameOf(result.ExitCode - 128)}{LastWords(start, result, mask)}" };
            case CommandEnd.TimedOut:
                return finished with { Result = StepResult.TimedOut, Error = $"`{start.Command.Words[0]}` did not end within {Text(start.Command.Timeout)} and was ended" };
            case CommandEnd.Cancelled:
                return finished with { Result = StepResult.Cancelled, Error = $"`{start.Command.Words[0]}` was ended because the run was stopped" };
            default:
                return finished with { ExitCode = null, Error = result.Problem ?? $"`{start.Command.Words[0]}` could not be started" };
        }
    }

    /// <summary>The outputs of a wait or verify that held.</summary>
    public static StepFinished WithOutputs(StepState step, StepFinished finished)
    {
        var (outputs, problem) = StepOutputs.Of(step.Step.Outputs, step.Block.Scope, step.Step.IsSensitive);
        return problem is null
            ? finished with { Outputs = NullIfEmpty(outputs) }
            : finished with { Result = StepResult.Failed, Error = problem };
    }

    public static string Text(TimeSpan? duration) => duration is { } span ? DurationText.Format(span) : "its time";

    private static MapValue? NullIfEmpty(MapValue outputs) => outputs.Entries.IsEmpty ? null : outputs;

    private static string LastWords(StartCommand start, CommandResult result, Func<string, string> mask)
    {
        // Of much output the end was not kept; it stands in the log.
        if (start.Step.Step.IsSensitive || result.OutputTruncated) return "";
        var words = LastLine(mask(result.Error)) ?? LastLine(mask(result.Output));
        return words is null ? "" : $": {words}";
    }

    private static string? LastLine(string text)
    {
        var line = text.AsSpan().TrimEnd();
        if (line.IsEmpty) return null;
        line = line[(line.LastIndexOf('\n') + 1)..].Trim();
        return line.Length > 400 ? string.Concat(line[..400], "…") : line.ToString();
    }
}
