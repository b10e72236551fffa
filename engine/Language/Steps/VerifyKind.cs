using System.Collections.Immutable;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Steps;

/// <summary>`verify`: asks once.</summary>
internal sealed class VerifyKind() : StepKind(
    "Asks once, and fails where a condition does not hold or cannot be told.",
    [Conditions, .. CommonKeys.OfAll, .. CommonKeys.OfAttempts])
{
    private static readonly Key<ImmutableArray<Condition>> Conditions = new("verify", ConditionsShape.Instance,
        "The condition, or a list of conditions that must all hold.")
    {
        IsRequired = true,
        Example = "{trust: [citadel, meshca]}",
    };

    public override CompiledStep Compile(string id, Fields fields, Place place) =>
        new(new VerifyStep(id, fields.Read(Conditions, place), fields.Location), place.Names, place.Names);
}
