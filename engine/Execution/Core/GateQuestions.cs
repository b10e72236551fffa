using System.Collections.Immutable;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Core;

/// <summary>
/// The conditions on which a gate rests: those of the waits, checks and probes whose answers lie between the gate before and this
/// one. They are asked with the values of then.
/// </summary>
internal static class GateQuestions
{
    public static bool Any(RunState state, GateState gate) => state.Told.Any(step => Counts(step, gate));

    public static ImmutableArray<GateQuestion> Of(RunState state, GateState gate) =>
        [.. state.Told.Where(step => Counts(step, gate)).Distinct().SelectMany(step => ConditionsOf(step.Step).Index().Select(one => Of(step, one.Index, one.Item)))];

    /// <summary>The questions whose answers an open gate shows.</summary>
    public static ImmutableArray<GateQuestion> Again(RunState state, GateOpened opened) =>
        [.. (opened.Shown ?? []).Select(finding =>
            state.Find(finding.Address) is { } step && ConditionsOf(step.Step).ElementAtOrDefault(finding.Number) is { } condition
                ? Of(step, finding.Number, condition)
                : new(finding.Address, finding.Number, null, "the runbook no longer has this condition"))];

    /// <summary>Whether a step is done with when a gate is reached. Not so in items and branches that are still at work beside it:
    /// what they find changes because of them.</summary>
    public static bool IsBefore(StepState step, GateState gate)
    {
        for (var block = step.Block; block is not null; block = block.Owner?.Block)
            if (block is { Owner.Step: ForEachStep or ParallelStep, IsDone: false } && !IsInside(gate.Owner, block)) return false;
        return true;
    }

    private static bool Counts(StepState step, GateState gate) => step.Status == StepStatus.Succeeded && IsBefore(step, gate);

    private static bool IsInside(StepState step, Block block)
    {
        for (var at = step.Block; at is not null; at = at.Owner?.Block)
            if (at == block) return true;
        return false;
    }

    private static IEnumerable<Condition> ConditionsOf(Step step)
    {
        var own = step switch { WaitStep wait => wait.Conditions, VerifyStep verify => verify.Conditions, _ => [] };
        return step.Probe is { } probe ? own.Append(probe) : own;
    }

    private static GateQuestion Of(StepState step, int number, Condition condition)
    {
        var (question, problem) = Questions.Of(condition, step);
        return new(step.Address, number, question, question is null ? problem.Problem : null);
    }
}

/// <param name="Question">Null where it cannot be asked, because of <paramref name="Problem"/>.</param>
internal sealed record GateQuestion(Address Address, int Number, Question? Question, string? Problem);
