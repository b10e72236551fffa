using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`rollout`: restarts and updates that have finished.</summary>
internal static class RolloutCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if rollouts have finished: all replicas updated and available, no pod of an old revision left, no quota in the way.",
        new Key<TemplateTree>("rollout", ObjectShape.OneOrMany,
            "A workload such as deployment/web, a list of such, or namespace/NAME for all Deployments, StatefulSets and DaemonSets in it.")
        {
            IsRequired = true,
            Example = "namespace/shop",
        },
        ClusterKeys.Namespace, ClusterKeys.Context, ClusterKeys.Kubeconfig);
}
