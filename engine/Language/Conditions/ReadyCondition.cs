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
        new Key<TemplateTree>("revision", Trees.Text, "For a service: count only ready endpoints whose pods really have the proxy of this revision.")
        {
            Example = "asm-1232-2",
        },
        new Key<TemplateTree>("minimum", Trees.IntegerIn(0),
            "How many ready endpoints a service must have (1 where not given), or available pods a workload (all, and at least 1).") { Example = "1" },
        ClusterKeys.Context, ClusterKeys.Kubeconfig);
}
