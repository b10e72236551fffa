using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`issuer`: who signed the certificates of workloads.</summary>
internal static class IssuerCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if the certificate of every workload chains to this root.",
        new Key<TemplateTree>("issuer", RootShape.One,
            "The root: citadel (the cluster's own CA), meshca, sha256:HEX, a PEM text or the path of a PEM file.")
        {
            IsRequired = true,
            Example = "meshca",
        },
        ClusterKeys.Namespaces, ClusterKeys.Pods, ClusterKeys.Istioctl, ClusterKeys.Context, ClusterKeys.Kubeconfig)
    {
        Check = (fields, place) => ClusterKeys.NotBoth(fields, place, ClusterKeys.Namespaces, ClusterKeys.Pods),
    };
}
