using System.Collections.Immutable;
using System.Text;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Previewing;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Planning;

/// <summary>Holds a run to the saved plan that it carries out: nothing may begin that the plan does not show as it is.</summary>
internal sealed class PlannedSteps
{
    private readonly Dictionary<Address, PlannedStep> _steps;
    private readonly StepPreview _preview;

    /// <param name="state">The run, whose parameters say what is to be masked.</param>
    public PlannedSteps(SavedPlan plan, RunState state)
    {
        _steps = plan.Steps.DistinctBy(step => step.Address).ToDictionary(step => step.Address);
        _preview = StepPreview.With(state.Parameters);
    }

    /// <summary>The plan that a run was started with, as it was pinned; null where it was started without one.</summary>
    /// <exception cref="JournalException">The plan is missing, or was changed.</exception>
    public static async Task<PlannedSteps?> OfAsync(IRun run, RunState state, CancellationToken cancellation)
    {
        if (state.Started?.SavedPlan is not { } digest) return null;
        var pinned = (await run.SourcesAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(source => source.Name == SavedPlan.TextName);
        try
        {
            if (pinned is not null && SavedPlanFormat.Read(Encoding.UTF8.GetBytes(pinned.Content)) is var (plan, actual) && actual == digest) return new(plan, state);
        }
        catch (SavedPlanException)
        {
            // Said below.
        }

        throw new JournalException(
            $"run {run.Record.Id} carries out a saved plan, and its copy of that plan is missing or was changed",
            $"restore the run's folder from a backup; what was changed: runbook audit {run.Record.Id}");
    }

    /// <summary>Why what is due is not what the plan shows, for people; null where it is.</summary>
    public string? Objection(RunState state, IReadOnlyList<NextAction> due)
    {
        foreach (var action in due)
        {
            var objection = action switch
            {
                StartCommand start => Beginning(start.Step),
                StartQuestions start => Beginning(start.Step),
                RecordEvent { Event: StepStarted e } => Beginning(state.Find(e.Address)!),
                RecordEvent { Event: StepSkipped e } => Skipping(state.Find(e.Address)!),
                RecordEvent { Event: LoopExpanded e } => Expanding(state.Find(e.Address)!, e),
                _ => null,
            };
            if (objection is not null) return objection;
        }

        return null;
    }

    private string? Beginning(StepState step)
    {
        if (Find(step) is not { } planned) return $"`{step.Address}` is due, and the saved plan does not have it";
        if (planned.WillRun == false) return $"`{step.Address}` is due, and the saved plan leaves it out";
        if (step.IsComposite) return null;
        var actual = PlannedStep.Of(_preview.Of(step, 0, true), null);
        return Preview.Fits(planned.Acts, actual.Acts) ? null : $"`{step.Address}` would do other than the saved plan shows: {Line(actual)}; the plan: {Line(planned)}";
    }

    private string? Skipping(StepState step) => Find(step) switch
    {
        null => $"`{step.Address}` would be left out, and the saved plan does not have it",
        { WillRun: true } => $"`{step.Address}` would be left out, and the saved plan has it run",
        _ => null,
    };

    private string? Expanding(StepState step, LoopExpanded expanded)
    {
        if (Find(step)?.Items is not { } planned || planned.SequenceEqual(expanded.Items.Select(item => item.Key))) return null;
        return $"`{step.Address}` would go through {string.Join(", ", expanded.Items.Select(item => item.Key))}; the saved plan: {string.Join(", ", planned)}";
    }

    private PlannedStep? Find(StepState step) => _steps.GetValueOrDefault(In(step.Block).Child(step.Step.Id));

    /// <summary>Where the plan has the steps of a block: those of an item that it could not know stand there once, for the item `*`.</summary>
    private Address In(Block block)
    {
        if (block.Owner is not { } owner) return Address.Root;
        var outer = In(owner.Block).Child(owner.Step.Id);
        if (owner.Step is ParallelStep) return outer.Child(block.Key!);
        if (owner.Step is not ForEachStep) return outer;
        return _steps.TryGetValue(outer, out var loop) && loop.Items is null ? PlanPreview.UnknownItem(outer) : outer.Item(block.Key!);
    }

    private static string Line(PlannedStep step) => $"`{string.Join(' ', step.Acts)}`";
}
