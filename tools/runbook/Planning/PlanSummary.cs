using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Planning;

namespace MeshRunbook.Cli.Planning;

/// <summary>What of a plan one wants to know first.</summary>
internal sealed record PlanSummary(int Commands, int Checks, int Gates, int Checkpoints)
{
    /// <summary>Steps that take something away for good or by force.</summary>
    public required IReadOnlyList<PlannedStep> Destructive { get; init; }

    public required IReadOnlyList<PlannedStep> LeftOut { get; init; }

    /// <summary>Names that are known only during the run, and how many commands and checks wait for each.</summary>
    public required IReadOnlyList<(string Name, int Steps)> Unknown { get; init; }

    public required IReadOnlyList<PlannedStep> Probed { get; init; }

    public static PlanSummary Of(IReadOnlyList<PlannedStep> steps)
    {
        var acting = steps.Where(step => step.WillRun != false).ToList();
        return new(acting.Count(step => step.Kind is "run" or "shell"), acting.Count(step => step.Kind is "verify" or "wait"), acting.Count(step => step.Gate is not null), acting.Count(step => step.Kind is "checkpoint"))
        {
            Destructive = [.. acting.Where(step => step.Destructive is not null)],
            LeftOut = [.. steps.Where(step => step.WillRun == false)],
            Unknown = [.. acting.SelectMany(step => step.WaitsFor ?? []).CountBy(name => name).Select(one => (one.Key, one.Value))],
            Probed = [.. acting.Where(step => step.Probe?.Verdict is not null)],
        };
    }

    public int Probes(Verdict verdict) => Probed.Count(step => step.Probe!.Verdict == verdict);
}
