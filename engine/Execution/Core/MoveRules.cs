using System.Collections.Immutable;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Core;

/// <summary>A step because of which a run cannot go on with another text.</summary>
/// <param name="Reason">Follows the step's address, such as "is done, and its `run` has changed".</param>
public sealed record MoveObjection(Address Address, string Reason);

/// <summary>
/// Whether a run can go on with another text of its runbook: what has been done must stand there as it was done, for it is
/// not done again. What is in doubt, has failed or was not started may be another.
/// </summary>
public sealed class MoveRules
{
    private static readonly string[] OfExpansion = ["forEach", "as", "key", "first"];

    private readonly Dictionary<(Plan, Plan), PlanComparison> _comparisons = [];
    private readonly List<MoveObjection> _objections = [];

    private MoveRules() { }

    /// <summary>Every reason against it, in the order of the run's steps; empty where the run can go on with the text.</summary>
    public static ImmutableArray<MoveObjection> Objections(RunState state, Plan target)
    {
        var rules = new MoveRules();
        rules.Check(state.Root, new Text(rules.Between(state.Plan, target), null, null));
        return [.. rules._objections];
    }

    private PlanComparison Between(Plan old, Plan @new) => _comparisons.TryGetValue((old, @new), out var known)
        ? known
        : _comparisons[(old, @new)] = PlanComparison.Of(old, @new);

    private void Check(Block block, Text? text)
    {
        foreach (var step in block.Steps)
        {
            var pair = text?.Comparison.Find(step.Step.Id);
            if (step.HasEnded) Ended(step, pair, text);
            else if (IsInDoubt(step)) InDoubt(step, pair);
            else if (step.Blocks.Count > 0) UnderWay(step, pair, text);
        }

        if (text is not null) Order(block, text);
    }

    private void Ended(StepState step, StepPair? pair, Text? text)
    {
        var verb = step.Status == StepStatus.Skipped ? "was skipped" : "is done";
        if (Difference(pair, step) is { } difference)
        {
            Object(step, $"{verb}, and {difference}");
            return;
        }

        // Of what was left out nothing has been done.
        if (step.Status == StepStatus.Skipped) return;
        if (Surroundings(step, text!) is { } surroundings) Object(step, $"{verb}, and {surroundings}");
        else if (Added(step, pair!, text!) is { } added) Object(step, $"{verb}, and {added}");
        Inside(step, pair!, text!);
    }

    /// <summary>What has changed in a step that has ended; null where nothing has.</summary>
    private static string? Difference(StepPair? pair, StepState step)
    {
        if (pair?.New is not { } target) return "the new text has no such step";
        if (pair.IsRenamed) return $"it is called `{target.Id}` in the new text";
        if (pair.IsInOtherBlock) return "it stands elsewhere in the new text";
        if (pair.IsOtherKind) return "it is another kind of step in the new text";
        var changes = pair.Changes.Where(change => !change.IsWording);
        if (step.Status == StepStatus.Skipped) changes = changes.Where(change => change.First == "when");
        return changes.FirstOrDefault() is { } change ? Changed(change) : null;
    }

    private void InDoubt(StepState step, StepPair? pair)
    {
        if (pair?.New is null || pair.IsRenamed || pair.IsInOtherBlock || pair.IsOtherKind)
            Object(step, "is in doubt, and the new text does not have it any more: decide on it first");
    }

    private void UnderWay(StepState step, StepPair? pair, Text? text)
    {
        if (pair?.New is null || pair.IsRenamed || pair.IsInOtherBlock || pair.IsOtherKind)
        {
            foreach (var block in step.Blocks) Check(block, null);
            return;
        }

        if (step.Loop is not null && pair.Changes.FirstOrDefault(change => OfExpansion.Contains(change.First)) is { } change)
            Object(step, $"has begun, and {Changed(change)}: its items are fixed");
        else if (step.Loop is not null && step.Gate is { End: not null } && pair.Changes.FirstOrDefault(change => change.First == "gate") is { } gate)
            Object(step, $"has begun, and {Changed(gate)}: that gate has been answered");
        Inside(step, pair, text!);
    }

    private void Inside(StepState step, StepPair pair, Text text)
    {
        foreach (var block in step.Blocks)
            Check(block, (pair.Old, pair.New) is (CallStep old, CallStep @new) ? new Text(Between(old.Callee, @new.Callee), pair, text) : text);
    }

    /// <summary>A finished step that would now stand behind one that is still to be done.</summary>
    private void Order(Block block, Text text)
    {
        var states = block.Steps.ToDictionary(step => step.Step.Id, StringComparer.Ordinal);
        var pairs = text.Comparison.Steps.Where(pair => pair.New is not null).ToList();
        foreach (var step in block.Steps.Where(step => step.HasEnded))
        {
            var place = pairs.FindIndex(pair => pair.Old?.Id == step.Step.Id);
            if (place < 0) continue;
            var before = pairs.Take(place).FirstOrDefault(pair => pairs[place].IsBehind(pair)
                && (pair.Old is null || !states.TryGetValue(pair.Old.Id, out var other) || (!other.HasEnded && IndexOf(block, other) > IndexOf(block, step))));
            if (before is null) continue;
            Object(step, $"is done, and `{before.New!.Id}`, which is not, stands before it in the new text");
            return;
        }
    }

    private static int IndexOf(Block block, StepState step) => block.Steps.ToList().IndexOf(step);

    /// <summary>A step that was added inside one that has ended, where it would never be done.</summary>
    private string? Added(StepState step, StepPair pair, Text text) => (pair.Old, pair.New) switch
    {
        (CallStep old, CallStep @new) => Between(old.Callee, @new.Callee).Steps.FirstOrDefault(inner => inner.Old is null) is { } inner
            ? $"`{inner.New!.Id}` was added to `{@new.Callee.Name}`, which it calls"
            : Between(old.Callee, @new.Callee).Head.FirstOrDefault(change => change.First is "outputs" && !change.IsWording) is { } change
                ? $"`{change.Path}` of `{@new.Callee.Name}`, which it calls, has changed"
                : null,
        (ForEachStep or ParallelStep, _) => text.Comparison.Steps.FirstOrDefault(inner => inner.Old is null && inner.IsInside(pair)) is { } inner
            ? $"`{inner.New!.Id}` was added inside it"
            : null,
        _ => null,
    };

    /// <summary>What has changed around a step that has ended and is part of what it did: environment, cluster, arguments.</summary>
    private static string? Surroundings(StepState step, Text text)
    {
        foreach (var change in text.Comparison.Head)
        {
            if (change.First == "env" && step.Step is RunStep or ShellStep) return $"`{change.Path}` of its runbook has changed";
            if (change.First == "cluster" && (step.Step is WaitStep or VerifyStep || step.Step.Probe is not null)) return $"`{change.Path}` of its runbook has changed";
        }

        return text.Comparison.Find(step.Step.Id).ParametersUsed.Select(name => OtherValue(name, text)).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>Why a parameter of a called runbook has another value than it had; the run's own are recorded.</summary>
    private static string? OtherValue(string parameter, Text text)
    {
        if (text.Call is not { } call || text.Caller is not { } caller) return null;
        if (call.Changes.FirstOrDefault(change => change.IsAt("with", parameter)) is not null)
            return $"the argument `{parameter}` of the call has changed";
        if (text.Comparison.Head.FirstOrDefault(change => change.IsAt("parameters", parameter) && change.Last is "default" or "secret") is { } declared)
            return $"`{declared.Path}` of the called runbook has changed";
        return call.ParametersOf(parameter).Select(name => OtherValue(name, caller)).FirstOrDefault(reason => reason is not null);
    }

    private static string Changed(FieldChange change) => $"its `{change.Path}` has changed";

    private static bool IsInDoubt(StepState step) =>
        step.Status == StepStatus.InDoubt
        || (step is { Status: StepStatus.Running or StepStatus.Cancelled, IsComposite: false } && step.Step is not (WaitStep or VerifyStep));

    private void Object(StepState step, string reason) => _objections.Add(new(step.Address, reason));

    /// <summary>A runbook's text before and after, and the call through which it is reached.</summary>
    private sealed record Text(PlanComparison Comparison, StepPair? Call, Text? Caller);
}
