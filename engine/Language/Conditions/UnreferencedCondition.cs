using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`unreferenced`: a revision that nothing needs any more.</summary>
internal static class UnreferencedCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if no pod, namespace, workload template, tag or foreign webhook refers to a revision any more, so that it can be removed.",
        new Key<TemplateTree>("unreferenced", Trees.Text, "The revision; `default` for open-source Istio.") { IsRequired = true, Example = "asm-1157-23" },
        new Key<TemplateTree>("apart", Trees.Texts,
            "Workloads that may still refer to it, as NAMESPACE/KIND/NAME: those that are removed together with it.")
        {
            Example = "istio-system/deployment/istio-ingressgateway",
        },
        ClusterKeys.Context, ClusterKeys.Kubeconfig);
}
