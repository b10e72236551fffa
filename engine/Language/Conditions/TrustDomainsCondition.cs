using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`trustDomains`: the trust domains that a control plane accepts.</summary>
internal static class TrustDomainsCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if the trust domain and its aliases contain all of these.",
        new Key<TemplateTree>("trustDomains", Trees.Texts, "The trust domains.")
        {
            IsRequired = true,
            Example = "[cluster.local, example-project.svc.id.goog]",
        },
        new Key<TemplateTree>("revision", Trees.Text, "Look at the mesh config of this revision only, and ask no proxy.") { Example = "asm-1232-2" },
        ClusterKeys.Namespaces, ClusterKeys.Pods, ClusterKeys.Istioctl, ClusterKeys.Context, ClusterKeys.Kubeconfig)
    {
        Check = (fields, place) => ClusterKeys.NotBoth(fields, place, ClusterKeys.Namespaces, ClusterKeys.Pods),
    };
}
