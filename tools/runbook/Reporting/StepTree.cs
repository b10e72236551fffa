using System.Collections.Immutable;
using MeshRunbook.Execution.Core;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Reporting;

/// <summary>The steps of a run as nodes, from the outside in.</summary>
internal sealed class StepTree(Attempts attempts)
{
    public ImmutableArray<StepNode> Of(Block block) => [.. block.Steps.Select(Of)];

    private StepNode Of(StepState step)
    {
        ImmutableArray<StepNode> inner = step.Step is CallStep ? [.. step.Blocks.SelectMany(block => Of(block))] : [.. step.Blocks.Select(block => Of(block, step))];
        var tries = step.IsComposite ? [] : attempts[step.Address];
        var isStraight = step.HasEnded && step.Reason is null && tries.Length <= 1 && inner.All(node => node.Straight);
        // A call works where the runbook that it calls says.
        var context = step.Step is CallStep ? inner.Select(node => node.Context).OfType<string>().FirstOrDefault() ?? step.Context : step.Context;
        return new(
            step.Address.Text, step.Title, step.Step.Kind, step.Status, step.StartedAt ?? inner.Min(node => node.From), step.EndedAt, step.Error, context,
            tries, [.. step.Answers, .. step.Probe is { } probe ? [probe] : Array.Empty<Execution.Conditions.Answer>()], inner, isStraight);
    }

    private StepNode Of(Block block, StepState owner)
    {
        var inner = Of(block);
        var status = block.IsDone ? StepStatus.Succeeded : block.IsFailed ? StepStatus.Failed : block.IsStarted ? StepStatus.Running : StepStatus.Pending;
        // What is inside one item is done for one cluster, even where only a call in it says which.
        var context = inner.Select(node => node.Context).OfType<string>().Distinct().ToList();
        return new(
            block.Address.Text, block.Title ?? block.Key ?? "", owner.Step is ParallelStep ? "branch" : "item", status, inner.Min(node => node.From),
            block.IsDone || block.IsFailed ? inner.Max(node => node.To) : null, null, context is [var only] ? only : null, [], [], inner, inner.All(node => node.Straight));
    }
}
