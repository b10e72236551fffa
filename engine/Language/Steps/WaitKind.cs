using System.Collections.Immutable;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;

namespace MeshRunbook.Language.Steps;

/// <summary>`wait`: asks until conditions hold.</summary>
internal sealed class WaitKind() : StepKind(
    "Asks until all conditions hold. Without a `timeout` it gives up after ten minutes.",
    [Conditions, Every, .. CommonKeys.OfAll, .. CommonKeys.OfAttempts])
{
    private static readonly Key<ImmutableArray<Condition>> Conditions = new("wait", ConditionsShape.Instance,
        "The condition, or a list of conditions that must all hold.")
    {
        IsRequired = true,
        Example = "{rollout: namespace/shop}",
    };

    private static readonly Key<TimeSpan> Every = new("every", DurationShape.Positive, "How long to wait between two questions; the first few come sooner.")
    {
        Default = TimeSpan.FromSeconds(2),
        Example = "2s",
    };

    public override CompiledStep Compile(string id, Fields fields, Place place) =>
        new(new WaitStep(id, fields.Read(Conditions, place), fields.Read(Every, place), fields.Location), place.Names, place.Names);
}
