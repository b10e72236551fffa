using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`controlPlane`: a control plane that can take workloads, and what it hands out to their proxies.</summary>
internal static class ControlPlaneCondition
{
    private static readonly Key<TemplateTree> Roots = new("roots", RootShape.OneOrMany, "Roots that its mesh configuration must distribute.")
    {
        Example = "[meshca]",
    };

    private static readonly Key<TemplateTree> TrustDomain = new("trustDomain", Trees.Text, "The trust domain that it must have.")
    {
        Example = "cluster.local",
    };

    private static readonly Key<TemplateTree> Aliases = new("aliases", Trees.Texts, "Trust domains that it must also accept.")
    {
        Example = "[cluster.local]",
    };

    public static ConditionKind Kind { get; } = new(
        "Holds if the istiod of a revision is available, its injector can be called, and its mesh config has these roots, trust domain and aliases.",
        new Key<TemplateTree>("controlPlane", Trees.Text, "The revision.") { IsRequired = true, Example = "asm-1232-2" },
        Roots, TrustDomain, Aliases, ClusterKeys.Context, ClusterKeys.Kubeconfig);
}
