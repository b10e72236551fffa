using System.Collections.Immutable;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Execution.Testing;

/// <summary>Which steps and branches of runbooks some test has reached; a called runbook's are its own.</summary>
public sealed class Coverage
{
    private readonly HashSet<(string File, string Id, string? Branch)> _reached = [];

    /// <summary>What there is to reach in a runbook's own file, in the order of the file.</summary>
    public ImmutableArray<CoveragePoint> Of(Plan plan)
    {
        var points = ImmutableArray.CreateBuilder<CoveragePoint>();
        Add(plan, plan.Steps, "", points);
        return points.ToImmutable();
    }

    /// <summary>Takes in what happened in a test's run.</summary>
    internal void Take(Event happened, RunState state)
    {
        switch (happened)
        {
            case StepStarted e: Reach(state.Find(e.Address)!); break;
            case StepFinished e: Reach(state.Find(e.Address)!); break;
            case CheckpointReached e: Reach(state.Find(e.Address)!); break;
            case GateOpened e: Reach(state.FindGate(e.Address)!.Owner); break;
            case StepSkipped e: Reach(state.Find(e.Address)!, Branch.WhenFalse); break;
            case LoopExpanded e: Reach(state.Find(e.Address)!, e.Items.IsEmpty ? Branch.NoItems : Branch.Items); break;
            case GateClosed e: Reach(state.FindGate(e.Address)!.Owner, Branch.Of(e.End)); break;
            default: break;
        }
    }

    private void Reach(StepState step)
    {
        Reach(step, null);
        if (step.Step.When is not null) Reach(step, Branch.WhenTrue);
    }

    private void Reach(StepState step, string? branch)
    {
        lock (_reached) _reached.Add((FileOf(step.Block.Frame.Plan), step.Step.Id, branch));
    }

    private void Add(Plan plan, ImmutableArray<Step> steps, string above, ImmutableArray<CoveragePoint>.Builder points)
    {
        foreach (var step in steps)
        {
            var address = above + step.Id;
            foreach (var branch in Branch.Of(step, plan).Prepend(null))
                points.Add(new(address, branch, step.Location, _reached.Contains((FileOf(plan), step.Id, branch))));
            if (step is ForEachStep loop) Add(plan, loop.Steps, $"{address}[*]/", points);
            if (step is not ParallelStep parallel) continue;
            foreach (var one in parallel.Branches) Add(plan, one.Steps, $"{address}/{one.Id}/", points);
        }
    }

    private static string FileOf(Plan plan) => Path.GetFullPath(plan.Source.Name);

    private static class Branch
    {
        public const string WhenTrue = "when true";

        public const string WhenFalse = "when false";

        public const string Items = "with items";

        public const string NoItems = "without items";

        public static string Of(GateEnd end) => end switch { GateEnd.Approved => "approved", GateEnd.Rejected => "rejected", _ => "timed out" };

        public static IEnumerable<string?> Of(Step step, Plan plan)
        {
            if (step.When is { } when && when.Constant is null) { yield return WhenTrue; yield return WhenFalse; }
            if (step is ForEachStep loop)
            {
                yield return Items;
                if (!IsNeverEmpty(loop.Items, plan)) yield return NoItems;
            }

            if ((step as ApproveStep)?.Gate is not { } gate && (gate = (step as ForEachStep)?.FirstGate) is null) yield break;
            yield return Of(GateEnd.Approved);
            yield return Of(GateEnd.Rejected);
            if (gate.Timeout is not null) yield return Of(GateEnd.TimedOut);
        }

        private static bool IsNeverEmpty(Template items, Plan plan) => items.Whole switch
        {
            ListExpression list => list.Items.Length > 0,
            ReferenceExpression { Target: ParameterReference reference } =>
                plan.Parameters.FirstOrDefault(parameter => parameter.Name == reference.Name)?.Type is ListType { MinItems: > 0 },
            _ => false,
        };
    }
}
