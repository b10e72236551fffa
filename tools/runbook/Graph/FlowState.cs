using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Graph;

/// <summary>How a node stands in a run: all items of the loops around it taken together.</summary>
/// <param name="Ended">How many of <paramref name="Total"/> steps that the node stands for have ended.</param>
/// <param name="Took">The time that they took together; null while one has not ended.</param>
internal sealed record FlowState(FlowStanding Standing, TimeSpan? Took, int Ended, int Total)
{
    /// <summary>By path of the node.</summary>
    public static IReadOnlyDictionary<string, FlowState> Of(RunState state)
    {
        var found = new Dictionary<string, List<StepState>>(StringComparer.Ordinal);
        var gates = new Dictionary<string, List<StepState>>(StringComparer.Ordinal);
        Collect(state.Root, "", found, gates);
        var states = found.ToDictionary(entry => entry.Key, entry => Together(entry.Value), StringComparer.Ordinal);
        foreach (var (path, steps) in gates) states.TryAdd(path, OfGates(steps));
        return states;
    }

    private static void Collect(Block block, string prefix, Dictionary<string, List<StepState>> found, Dictionary<string, List<StepState>> gates)
    {
        foreach (var step in block.Steps)
        {
            var path = prefix + step.Step.Id;
            Add(found, path, step);
            if (step.Loop is not null && step.Gate is not null) Add(gates, path + "/gate", step);
            foreach (var inner in step.Blocks)
                Collect(inner, step.Step is Language.Plans.ParallelStep ? $"{path}/{inner.Key}/" : path + "/", found, gates);
        }
    }

    private static void Add(Dictionary<string, List<StepState>> found, string path, StepState step)
    {
        if (!found.TryGetValue(path, out var steps)) found[path] = steps = [];
        steps.Add(step);
    }

    private static FlowState Together(List<StepState> steps) => new(
        StandingOf(steps), steps.TrueForAll(step => step.HasEnded) ? Sum(steps) : null, steps.Count(step => step.HasEnded), steps.Count);

    private static TimeSpan Sum(List<StepState> steps) =>
        new(steps.Sum(step => step is { Status: StepStatus.Succeeded, StartedAt: { } from, EndedAt: { } to } ? (to - from).Ticks : 0));

    private static FlowStanding StandingOf(List<StepState> steps)
    {
        if (steps.Exists(step => step.Status is StepStatus.Failed or StepStatus.Cancelled)) return FlowStanding.Failed;
        if (steps.Exists(step => step.Status is StepStatus.InDoubt or StepStatus.WaitingForPerson)) return FlowStanding.Waits;
        if (steps.TrueForAll(step => step.Status == StepStatus.Skipped)) return FlowStanding.Skipped;
        if (steps.TrueForAll(step => step.HasEnded)) return FlowStanding.Done;
        return steps.Exists(step => step.HasEnded || step.Status is StepStatus.Running or StepStatus.WaitingToRetry) ? FlowStanding.Runs : FlowStanding.Pending;
    }

    private static FlowState OfGates(List<StepState> loops) => new(
        loops.Exists(loop => loop.Gate!.IsOpen) ? FlowStanding.Waits
            : loops.TrueForAll(loop => loop.HasEnded || loop.Gate!.End is not null) ? FlowStanding.Done : FlowStanding.Pending,
        null, loops.Count(loop => loop.HasEnded || loop.Gate!.End is not null), loops.Count);
}

internal enum FlowStanding { Pending, Runs, Waits, Done, Skipped, Failed }
