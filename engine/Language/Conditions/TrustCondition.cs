using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`trust`: the roots that proxies trust.</summary>
internal static class TrustCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if every proxy trusts all of these roots. Roots are compared by fingerprint, not by name.",
        new Key<TemplateTree>("trust", RootShape.OneOrMany,
            "The roots: citadel (the cluster's own CA), meshca, sha256:HEX, a PEM text or the path of a PEM file.")
        {
            IsRequired = true,
            Example = "[citadel, meshca]",
        },
        new Key<TemplateTree>("lacks", RootShape.OneOrMany, "Roots that no proxy may trust any more.") { Example = "[citadel]" },
        ClusterKeys.Namespaces, ClusterKeys.Pods, ClusterKeys.Istioctl, ClusterKeys.Context, ClusterKeys.Kubeconfig)
    {
        Check = (fields, place) => ClusterKeys.NotBoth(fields, place, ClusterKeys.Namespaces, ClusterKeys.Pods),
    };
}
