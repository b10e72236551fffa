using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`ready`: workloads that are available, services and webhooks that have somebody behind them.</summary>
internal static class ReadyCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if the objects are ready: workloads have all replicas available, a service has ready endpoints, a webhook's service has.",
        new Key<TemplateTree>("ready", ObjectShape.OneOrMany,
            "The objects: deployment, statefulset, daemonset, pod, service, mutatingwebhookconfiguration or validatingwebhookconfiguration.")
        {
            IsRequired = true,
            Example = "deployment/istiod",
        },
        ClusterKeys.Namespace,
        new Key<TemplateTree>("matching", Trees.Text, "For a service: count only ready endpoints whose pods match this label selector.")
        {
            Example = "istio.io/rev=asm-1232-2",
        },
        new Key<TemplateTree>("minimum", Trees.Integer, "For a service: how many ready endpoints there must be; 1 where not given.") { Example = "1" },
        ClusterKeys.Context, ClusterKeys.Kubeconfig);
}
