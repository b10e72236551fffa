using System.Collections.Immutable;
using MeshRunbook.Language.Conditions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax.Shapes;

namespace MeshRunbook.Language.Steps;

/// <summary>One condition or a list of them, all of which must hold.</summary>
internal static class ConditionsShape
{
    public static ListShape<Condition> Instance { get; } =
        new(ConditionShape.Instance) { AllowsOne = true, Name = "a condition or a list of conditions" };
}
