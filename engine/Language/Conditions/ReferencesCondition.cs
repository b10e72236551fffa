using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`references`: what still needs a revision.</summary>
internal static class ReferencesCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if no pod, namespace, tag or webhook refers to a revision any more, so that it can be removed.",
        new Key<TemplateTree>("references", Trees.Text, "The revision; `default` for open-source Istio.") { IsRequired = true, Example = "asm-1157-23" },
        ClusterKeys.Context, ClusterKeys.Kubeconfig);
}
