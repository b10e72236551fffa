using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`caDisabled`: control planes that can no longer make themselves a root.</summary>
internal static class CaDisabledCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if no istiod of the namespace signs certificates: each one runs with ENABLE_CA_SERVER=false.",
        new Key<TemplateTree>("caDisabled", Trees.Text, "The namespace of the control planes.") { IsRequired = true, Example = "istio-system" },
        ClusterKeys.Context, ClusterKeys.Kubeconfig);
}
