using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`controlPlane`: what a revision's control plane hands out to its proxies.</summary>
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
        "Holds if the mesh configuration of a revision's control plane has these roots, trust domain and aliases.",
        new Key<TemplateTree>("controlPlane", Trees.Text, "The revision.") { IsRequired = true, Example = "asm-1232-2" },
        Roots, TrustDomain, Aliases, ClusterKeys.Context, ClusterKeys.Kubeconfig)
    {
        Check = (fields, place) =>
        {
            if (!fields.Has(Roots) && !fields.Has(TrustDomain) && !fields.Has(Aliases) && !fields.Mapping.IsCut)
                place.Report(StructureCodes.MissingKey, "the condition `controlPlane` asks nothing of it", fields.Mapping.Entries[0].Key.Location,
                    "no `roots`, `trustDomain` or `aliases`", "add at least one of them");
        },
    };
}
