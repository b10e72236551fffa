using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Steps;

/// <summary>`checkpoint`: a place from which a run goes on.</summary>
internal sealed class CheckpointKind() : StepKind(
    "Says that everything before it is done: a resumed run goes on from here and does not look at earlier steps again.",
    [Checkpoint, CommonKeys.Title, CommonKeys.Description])
{
    private static readonly Key<string> Checkpoint = new("checkpoint", NameShapes.Id, "The checkpoint's name, unique among the ids of the file.")
    {
        IsRequired = true,
        Example = "installed",
    };

    public override Key<string> IdKey => Checkpoint;

    public override CompiledStep Compile(string id, Fields fields, Place place)
    {
        if (place.Inside is { } outer)
            place.Report(StructureCodes.CheckpointInside, $"the checkpoint `{id}` stands inside {outer}", fields.LocationOf(Checkpoint),
                "only between the steps of a runbook", $"move it before or after {outer}");
        return new(new CheckpointStep(id, fields.Location), place.Names, place.Names);
    }
}
