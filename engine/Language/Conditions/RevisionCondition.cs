using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`revision`: the revision whose sidecars pods really have.</summary>
internal static class RevisionCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if every pod really runs the sidecar of a revision, Jobs and bare pods included; labels alone do not count.",
        new Key<TemplateTree>("revision", Trees.Text, "The revision.") { IsRequired = true, Example = "asm-1232-2" },
        ClusterKeys.Namespaces, ClusterKeys.Pods,
        new Key<TemplateTree>("allow", Trees.Texts, "Kinds of owners whose pods may keep an older sidecar, such as Job; they are listed in the evidence.")
        {
            Example = "[Job]",
        },
        ClusterKeys.WithoutSidecar, ClusterKeys.Context, ClusterKeys.Kubeconfig)
    {
        Check = (fields, place) => ClusterKeys.NotBoth(fields, place, ClusterKeys.Namespaces, ClusterKeys.Pods),
    };
}
