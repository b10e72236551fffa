using System.Collections.Immutable;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Language.Comparison.Risks;

/// <summary>What it can bring about that a step stands elsewhere.</summary>
internal static class OrderRisks
{
    public static Judgement Of(StepPair moved, ImmutableArray<StepPair> steps)
    {
        var passed = steps.Where(other => other != moved && other is { OldPlace: not null, NewPlace: not null } && WasBefore(other, moved) != IsBefore(other, moved)).ToList();
        if (moved.New is CheckpointStep && passed.Count > 0) return new(Risk.High, $"the checkpoint stands on the other side of `{passed[0].New!.Id}`");
        if (passed.Find(other => other.New is CheckpointStep) is { } checkpoint) return new(Risk.High, $"it stands {Side(moved, checkpoint)} the checkpoint `{checkpoint.New!.Id}`");
        if (Guards(moved) && passed.Find(other => Acts(other) && WasBefore(moved, other)) is { } guarded)
            return new(Risk.High, $"it no longer stands before `{guarded.New!.Id}`");
        if (Acts(moved) && passed.Find(other => Guards(other) && WasBefore(other, moved)) is { } guard)
            return new(Risk.High, $"it no longer waits for `{guard.New!.Id}`");
        if (moved.IsInOtherBlock) return new(Risk.Medium, "it stands in another block, and is done for other items or beside other steps");
        return Acts(moved) && passed.Exists(Acts) ? new(Risk.Medium, "commands run in another order") : new(Risk.Low, "it stands in another place");
    }

    private static bool WasBefore(StepPair one, StepPair other) => one.OldPlace!.Order < other.OldPlace!.Order;

    private static bool IsBefore(StepPair one, StepPair other) => one.NewPlace!.Order < other.NewPlace!.Order;

    private static string Side(StepPair moved, StepPair other) => IsBefore(moved, other) ? "before" : "behind";

    private static bool Guards(StepPair step) => step.New is ApproveStep or VerifyStep or WaitStep;

    private static bool Acts(StepPair step) => step.New is RunStep or ShellStep or CallStep or ForEachStep or ParallelStep;
}
