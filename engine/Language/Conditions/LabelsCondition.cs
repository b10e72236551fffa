using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`labels`: labels that an object has and lacks.</summary>
internal static class LabelsCondition
{
    private static readonly Key<TemplateTree> Has = new("has",
        new TreeMapShape("a mapping of label names to values", ClusterKeys.LabelName, Trees.Text), "Labels that it must have, with their values.")
    {
        Example = "{istio.io/rev: asm-1232-2}",
    };

    private static readonly Key<TemplateTree> Lacks = new("lacks", Trees.Texts, "Names of labels that it must not have, whatever their value.")
    {
        Example = "[istio-injection]",
    };

    public static ConditionKind Kind { get; } = new(
        "Holds if an object has these labels and lacks those.",
        new Key<TemplateTree>("labels", ObjectShape.One, "The object, as KIND/NAME.") { IsRequired = true, Example = "namespace/shop" },
        ClusterKeys.Namespace, Has, Lacks, ClusterKeys.Context, ClusterKeys.Kubeconfig)
    {
        Check = (fields, place) =>
        {
            if (!fields.Has(Has) && !fields.Has(Lacks) && !fields.Mapping.IsCut)
                place.Report(StructureCodes.MissingKey, "the condition `labels` asks for no label", fields.Mapping.Entries[0].Key.Location,
                    "neither `has` nor `lacks`", "add `has: {NAME: VALUE}` or `lacks: [NAME]`");
        },
    };
}
