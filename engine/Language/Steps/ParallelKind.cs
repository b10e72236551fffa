using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Steps;

/// <summary>`parallel`: branches side by side.</summary>
internal sealed class ParallelKind() : StepKind(
    "Does several lists of steps side by side. What follows may use the outputs of all of them.",
    [Branches, MaxParallel, .. CommonKeys.OfAll])
{
    private static readonly Key<string> BranchId = new("id", NameShapes.Id, "The branch's name, unique among the ids of the file.")
    {
        IsRequired = true,
        Example = "north",
    };

    private static readonly Key<string> BranchTitle = new("title", TextShape.Any, "What the branch does, in a few words.");

    private static readonly Key<StepSequence> BranchSteps = new("steps", StepSequenceShape.Instance, "The steps of the branch.") { IsRequired = true };

    private static readonly Form BranchForm = new("a branch", BranchId, BranchTitle, BranchSteps);

    private static readonly Key<ImmutableArray<ReadBranch>> Branches = new("parallel",
        new ListShape<ReadBranch>(new FormShape<ReadBranch>("a branch with `id` and `steps`", BranchForm, ReadBranchFields, ReadBranch.Nothing)),
        "The branches.") { IsRequired = true };

    private static readonly Key<Template> MaxParallel = new("maxParallel", TemplateShape.Count,
        "How many branches are worked on at a time; all where not given.") { Example = "2" };

    public override CompiledStep Compile(string id, Fields fields, Place place)
    {
        var inside = StepIds.In(fields[Branches]).ToList();
        var names = place.Names.Hide(inside, HiddenStep.InsideBranch(id));
        var branches = fields.Read(Branches, place with { Names = names, Inside = $"the parallel step `{id}`" });
        var after = place.Names;
        foreach (var branch in branches)
            after = after with
            {
                Steps = after.Steps.SetItems(branch.Ids.Where(branch.After.Steps.ContainsKey)
                    .Select(inner => KeyValuePair.Create(inner, Seen(branch.After.Steps[inner], fields.Has(CommonKeys.When))))),
            };
        var step = new ParallelStep(id, [.. branches.Select(branch => branch.Branch)], fields.Location)
        {
            MaxParallel = fields.Optional(MaxParallel, place),
        };
        return new(step, after, after);
    }

    private static ReadBranch ReadBranchFields(Fields fields, Place place)
    {
        var id = fields.Read(BranchId, place);
        if (fields.Has(BranchId)) place.File.Claim(id, fields.LocationOf(BranchId));
        var ids = StepIds.In(fields[BranchSteps]).ToList();
        var steps = fields.Read(BranchSteps, place with { Names = place.Names.Hide(ids, HiddenStep.Later) });
        return new(new(id, fields.Optional(BranchTitle, place), steps.Steps, fields.Location), ids, steps.After);
    }

    private static StepName Seen(StepName step, bool mayBeSkipped) => !mayBeSkipped ? step : step with
    {
        Outputs = step.Outputs.ToImmutableDictionary(output => output.Key, output => output.Value.Optional(), StringComparer.Ordinal),
    };

    private sealed record ReadBranch(Branch Branch, IReadOnlyList<string> Ids, Names After)
    {
        public static ReadBranch Nothing { get; } = new(new("", null, [], Places.None), [], Names.None);
    }
}
