using System.Collections.Immutable;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Previewing;

/// <summary>
/// Every step of a plan in the order in which it will run. Pure. A loop over a list that is not known yet shows its steps
/// once, for the item `*`.
/// </summary>
public sealed class PlanPreview
{
    private const string UnknownItem = "*";
    private readonly RunState _state;
    private readonly List<PreviewStep> _steps = [];

    private PlanPreview(Plan plan, MapValue parameters, string startedBy)
    {
        var vault = new Vault(new byte[32], _ => null);
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

    private void Walk(Block block, int depth)
    {
        foreach (var step in block.Steps) Show(step, depth);
    }

    private void Show(StepState step, int depth)
    {
        var runs = WillRun(step);
        var shown = Shown(step, depth, runs);
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
            _state.ExpandUnknown(step, UnknownItem);
            return;
        }

        var (expanded, problem) = LoopItems.Of(step, loop);
        shown = shown with { Items = expanded?.Items.Length, FirstItems = expanded?.FirstCount ?? 0, Problem = problem };
        if (expanded is null) _state.ExpandUnknown(step, UnknownItem);
        else Happened(expanded with { Items = [.. expanded.Items.Select(item => item with { Value = _state.Facts.Secrets.Seal(item.Value) })] });
    }

    private static PreviewStep Shown(StepState step, int depth, bool? runs)
    {
        var scope = step.Block.Scope;
        var gate = step.Gate?.Gate;
        return new PreviewStep(step.Address, depth, step.Step, step.Step.Title is { } title ? Preview.Text(title, scope) : step.Step.Id)
        {
            WillRun = runs,
            Command = step.Step is RunStep run ? Preview.Command(run.Command, scope) : [],
            Environment = step.Step is ShellStep shell
                ? [.. shell.Environment.Select(variable => $"{variable.Name}={Preview.Text(variable.Template, scope)}")]
                : [],
            Questions = step.Step switch
            {
                WaitStep wait => [.. wait.Conditions.Select(condition => Asked(condition, step))],
                VerifyStep verify => [.. verify.Conditions.Select(condition => Asked(condition, step))],
                _ => [],
            },
            Probe = step.Step.Probe is { } probe ? Asked(probe, step) : null,
            Gate = gate is null ? null : Preview.Text(gate.Title, scope),
            Approvers = gate is null ? [] : [.. gate.Approvers.SelectMany(approver => Names(approver, scope))],
        };
    }

    private static IEnumerable<string> Names(Template approver, IScope scope) =>
        Rendering.Value(approver, scope) is { HasValue: true, Value: ListValue list }
            ? list.Items.Select(name => ValueText.Of(name) ?? "")
            : [Preview.Text(approver, scope)];

    private static bool? WillRun(StepState step)
    {
        if (step.Step.When is not { } when) return true;
        return Rendering.Value(when, step.Block.Scope) is { HasValue: true, Value: BooleanValue value } ? value.Boolean : null;
    }

    private static PreviewQuestion Asked(Condition condition, StepState step)
    {
        var (question, _) = Questions.Of(condition, step);
        var keys = condition.Arguments.Entries.Select(entry => $"{entry.Key}: {Text(entry.Value, step.Block.Scope)}");
        return new(string.Join(", ", keys.Where(key => !key.EndsWith(": ", StringComparison.Ordinal))), question);
    }

    private static string Text(TemplateTree tree, IScope scope) => tree switch
    {
        TemplateLeaf leaf => Preview.Text(leaf.Template, scope),
        TemplateList list => string.Join(' ', list.Items.Select(item => Text(item, scope))),
        TemplateMap map => string.Join(' ', map.Entries.Select(entry => $"{entry.Key}={Text(entry.Value, scope)}")),
        _ => "",
    };

    private void Happened(Event happened, string actor = "") =>
        _state.Apply(new Entry(_state.Sequence + 1, DateTimeOffset.UnixEpoch, actor, "", happened));
}
