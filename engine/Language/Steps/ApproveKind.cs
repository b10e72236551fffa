using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Steps;

/// <summary>`approve`: waits for people.</summary>
internal sealed class ApproveKind() : StepKind(
    "Opens a gate: the run waits until people have said yes. An answer counts only for what they were shown.",
    [Gate, .. CommonKeys.OfAll])
{
    private static readonly Key<Gate?> Gate = new("approve", GateKeys.Approve, "The question and who may answer it.")
    {
        IsRequired = true,
        Example = "{title: Does the application work?}",
    };

    public override CompiledStep Compile(string id, Fields fields, Place place) =>
        new(new ApproveStep(id, fields.Read(Gate, place) ?? GateKeys.OfLoop, fields.Location), place.Names, place.Names);
}
