using System.Collections.Immutable;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Steps;

/// <summary>`verify`: asks, and goes on or fails.</summary>
internal sealed class VerifyKind() : StepKind(
    "Asks once, and fails where a condition does not hold. What cannot be told is asked twice more, and then fails too.",
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
