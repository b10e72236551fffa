using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Core;

/// <summary>What is said of a run that stops.</summary>
internal static class RunMessages
{
    private const int Named = 8;

    public static string Failed(RunState state) => state.Failed switch
    {
        [] => "the run failed",
        [var step] => $"`{step.Address}` failed: {step.Error}",
        var steps => $"{steps.Count} steps failed: {Names(steps)}; first `{steps[0].Address}`: {steps[0].Error}",
    };

    public static StopReason ReasonOfFailure(RunState state) =>
        state.Failed.Any(step => step.Gate?.End == GateEnd.Rejected) ? StopReason.Rejected : StopReason.Failed;

    public static string InDoubt(RunState state) => state.InDoubt switch
    {
        [var step] => $"`{step.Address}` was interrupted, and whether it did its work is not known{Because(step)}",
        var steps => $"{steps.Count} steps were interrupted, and whether they did their work is not known: {Names(steps)}",
    };

    public static string Interrupted(RunState state) => state.Steps.FirstOrDefault(step => step.Status == StepStatus.Cancelled) is { } step
        ? $"the run was stopped while `{step.Address}` ran"
        : "the run was stopped";

    public static string Remains(IReadOnlyList<int> processes)
    {
        var ids = processes.Order().ToList();
        var one = ids.Count == 1;
        return $"waits for process{(one ? "" : "es")} {string.Join(", ", ids)}, which an earlier engine has left running; "
            + $"to end {(one ? "it" : "them")}: kill {string.Join(' ', ids)}";
    }

    public static string AsksAgain(int count) => $"approved; asks once more {(count == 1 ? "the condition" : $"the {count} conditions")} on which that rests";

    public static string FailedInside(StepState step)
    {
        var inner = step.Blocks.Where(block => block.IsFailed).Select(block => block.Steps[block.Cursor]).ToList();
        return inner is [var one] ? $"`{one.Address}` failed: {one.Error}" : $"{Names(inner)} failed";
    }

    public static string FailedItems(StepState step)
    {
        var keys = step.Loop!.Failed.OrderBy(item => item.Index).Select(item => item.Key!).ToList();
        var left = step.Blocks.Count - step.Loop.Done - keys.Count;
        var notStarted = left > 0 ? $"; {left} not started" : "";
        return $"{keys.Count} of {step.Blocks.Count} items failed: {string.Join(", ", keys.Take(Named))}{More(keys.Count)}{notStarted}";
    }

    private static string Because(StepState step) =>
        step.DoubtAnswer is { } answer ? $" ({answer.Summary})" : " (it has no probe)";

    private static string Names(IReadOnlyList<StepState> steps) =>
        string.Join(", ", steps.Take(Named).Select(step => $"`{step.Address}`")) + More(steps.Count);

    private static string More(int count) => count > Named ? $" and {count - Named} more" : "";
}
