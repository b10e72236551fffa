using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`principals`: trust domains that are written into AuthorizationPolicies.</summary>
internal static class PrincipalsCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if every trust domain that an AuthorizationPolicy names is the revision's trust domain or one of its aliases.",
        new Key<TemplateTree>("principals", Trees.Text, "The revision.") { IsRequired = true, Example = "asm-1232-2" },
        new Key<TemplateTree>("namespaces", Trees.Texts, "The namespaces whose policies are looked at. Without it: all.") { Example = "[shop, payments]" },
        ClusterKeys.Context, ClusterKeys.Kubeconfig);
}
