using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`sidecars`: pods that must not speak plain text.</summary>
internal static class SidecarsCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if every pod of these namespaces has a sidecar, of whatever revision, unless it asked for none.",
        new Key<TemplateTree>("sidecars", Trees.Texts, "The namespaces.") { IsRequired = true, Example = "[shop, payments]" },
        ClusterKeys.WithoutSidecar, ClusterKeys.Context, ClusterKeys.Kubeconfig);
}
