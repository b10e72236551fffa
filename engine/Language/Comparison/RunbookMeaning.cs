using System.Collections.Immutable;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Comparison;

/// <summary>What the text of one runbook means; what it calls is not part of it.</summary>
/// <param name="Keys">All keys but the steps.</param>
/// <param name="Steps">All steps, those inside others behind these.</param>
internal sealed record RunbookMeaning(MapMeaning Keys, ImmutableArray<PlacedStep> Steps)
{
    public static RunbookMeaning Of(Plan plan)
    {
        // The plan's text has been read without a mistake before.
        var root = (YamlMapping)YamlReader.Read(plan.Source, []).Root!;
        var keys = RunbookForm.Form.MeaningOf(root);
        var steps = ImmutableArray.CreateBuilder<PlacedStep>();
        Place(((StepsMeaning)keys[RunbookForm.Steps.Name]!).Steps, plan.Steps, null, null, "", steps);
        return new(keys.Without(RunbookForm.Steps.Name), steps.DrainToImmutable());
    }

    private static void Place(
        ImmutableArray<StepMeaning> meanings, ImmutableArray<Step> steps, string? parent, string? branch, string prefix, ImmutableArray<PlacedStep>.Builder placed)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var (meaning, step) = (meanings[i], steps[i]);
            var address = prefix + meaning.Id;
            placed.Add(new(meaning, step, parent, branch, i, placed.Count, address));
            if (step is ForEachStep loop) Place(((StepsMeaning)meaning.Keys["steps"]!).Steps, loop.Steps, meaning.Id, null, $"{address}[*]/", placed);
            if (step is not ParallelStep parallel) continue;
            foreach (var (one, inner) in ((ListMeaning)meaning.Keys["parallel"]!).Items.Cast<MapMeaning>().Zip(parallel.Branches))
                Place(((StepsMeaning)one["steps"]!).Steps, inner.Steps, meaning.Id, inner.Id, $"{address}/{inner.Id}/", placed);
        }
    }
}

/// <summary>A step in its place in a runbook.</summary>
/// <param name="Parent">The id of the loop or parallel step around it.</param>
/// <param name="Branch">The id of the branch in which it stands.</param>
/// <param name="Index">Its place among the steps beside it, from 0.</param>
/// <param name="Order">Its place in the text, from 0.</param>
/// <param name="Address">Within the runbook; `[*]` stands for the items of a loop.</param>
internal sealed record PlacedStep(StepMeaning Meaning, Step Step, string? Parent, string? Branch, int Index, int Order, string Address)
{
    public string Id => Meaning.Id;
}
