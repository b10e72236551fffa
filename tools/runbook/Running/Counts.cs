using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Running;

/// <summary>How many steps came to what; loops, branches and calls count by what is inside them.</summary>
internal sealed record Counts(int Done, int Skipped, int Failed)
{
    public static Counts Of(RunState state)
    {
        var steps = state.Steps.Where(step => !step.IsComposite).ToList();
        return new(
            steps.Count(step => step.Status == StepStatus.Succeeded), steps.Count(step => step.Status == StepStatus.Skipped),
            steps.Count(step => step.Status == StepStatus.Failed));
    }

    public override string ToString() =>
        $"{Words.Count(Done, "step")} done{(Skipped > 0 ? $", {Skipped} skipped" : "")}{(Failed > 0 ? $", {Failed} failed" : "")}";
}
