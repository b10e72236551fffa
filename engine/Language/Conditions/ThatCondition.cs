using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`that`: something about values that are known already.</summary>
internal static class ThatCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if an expression yields true: a check of parameters and of what earlier steps found.",
        new Key<TemplateTree>("that", Trees.Boolean, "What must be true.")
        {
            IsRequired = true,
            Example = "\"{{ size params.namespaces > 0 }}\"",
        },
        new Key<TemplateTree>("otherwise", Trees.Text, "What to say, and what to do, if it is not.") { Example = "give at least one namespace" });
}
