using System.Collections.Immutable;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Previewing;

/// <summary>
/// Every step of a plan in the order in which it will run. Pure. A loop over a list that is not known yet shows its steps
/// once, for the item `*`.
/// </summary>
public sealed class PlanPreview
{
    private const string UnknownKey = "*";
    private readonly RunState _state;
    private readonly StepPreview _preview;
    private readonly List<PreviewStep> _steps = [];

    private PlanPreview(Plan plan, MapValue parameters, string startedBy)
    {
        var vault = new Vault(new byte[32], _ => null);
        _preview = StepPreview.With(parameters);
        _state = new RunState(plan, new RunFacts("", vault));
        Happened(new RunStarted("", plan.Name, plan.Version, plan.Digest, (MapValue)vault.Seal(parameters), null), startedBy);
    }

    /// <param name="parameters">Bound parameters, secrets marked.</param>
    /// <param name="startedBy">The person who would start the run, as user@host.</param>
    public static IReadOnlyList<PreviewStep> Of(Plan plan, MapValue parameters, string startedBy)
    {
        var preview = new PlanPreview(plan, parameters, startedBy);
        preview.Walk(preview._state.Root, 0);
        return preview._steps;
    }

    /// <summary>Where the steps of a loop stand whose items are not known.</summary>
    internal static Address UnknownItem(Address loop) => new($"{loop}[{UnknownKey}]");

    private void Walk(Block block, int depth)
    {
        foreach (var step in block.Steps) Show(step, depth);
    }

    private void Show(StepState step, int depth)
    {
        var runs = WillRun(step);
        var shown = _preview.Of(step, depth, runs);
        if (runs == false)
        {
            _steps.Add(shown);
            Happened(new StepSkipped(step.Address));
            return;
        }

        if (step.Step is ForEachStep loop) Expand(step, loop, ref shown);
        else if (step.IsComposite) Happened(new StepStarted(step.Address, 1));
        _steps.Add(shown);
        foreach (var block in step.Blocks) Walk(block, depth + 1);
    }

    private void Expand(StepState step, ForEachStep loop, ref PreviewStep shown)
    {
        Happened(new StepStarted(step.Address, 1));
        var items = Rendering.Value(loop.Items, step.Block.Scope);
        var first = loop.First is null ? Value.Null : Rendering.Value(loop.First, step.Block.Scope);
        if (items.IsUnknown || first.IsUnknown)
        {
            _state.ExpandUnknown(step, UnknownKey);
            return;
        }

        var (expanded, problem) = LoopItems.Of(step, loop);
        shown = shown with { Items = expanded is null ? null : [.. expanded.Items.Select(item => item.Key)], FirstItems = expanded?.FirstCount ?? 0, Problem = problem };
        if (expanded is null) _state.ExpandUnknown(step, UnknownKey);
        else Happened(expanded with { Items = [.. expanded.Items.Select(item => item with { Value = _state.Facts.Secrets.Seal(item.Value) })] });
    }

    private static bool? WillRun(StepState step)
    {
        if (step.Step.When is not { } when) return true;
        return Rendering.Value(when, step.Block.Scope) is { HasValue: true, Value: BooleanValue value } ? value.Boolean : null;
    }

    private void Happened(Event happened, string actor = "") =>
        _state.Apply(new Entry(_state.Sequence + 1, DateTimeOffset.UnixEpoch, actor, default, happened));
}
