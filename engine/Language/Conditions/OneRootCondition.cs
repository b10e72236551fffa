using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`oneRoot`: a mesh that has not split.</summary>
internal static class OneRootCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if all these are one and the same root, every proxy trusts it, and every proxy's certificate chains to it.",
        new Key<TemplateTree>("oneRoot", RootShape.OneOrMany,
            "The root, under one or more names: citadel (the cluster's own CA), meshca, sha256:HEX, a PEM text or the path of a PEM file.")
        {
            IsRequired = true,
            Example = "[citadel, certs/root-cert.pem]",
        },
        ClusterKeys.Namespaces, ClusterKeys.Pods, ClusterKeys.Istioctl, ClusterKeys.Context, ClusterKeys.Kubeconfig)
    {
        Check = (fields, place) => ClusterKeys.NotBoth(fields, place, ClusterKeys.Namespaces, ClusterKeys.Pods),
    };
}
