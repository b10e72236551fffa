using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`exists`: objects that are in the cluster.</summary>
internal static class ExistsCondition
{
    private static readonly Key<TemplateTree> Objects = new("exists", ObjectShape.OneOrManyOrKind,
        "The objects, as KIND/NAME; only the kind where a selector picks them.")
    {
        IsRequired = true,
        Example = "deployment/istiod",
    };

    private static readonly Key<TemplateTree> Selector = new("selector", Trees.Text,
        "Holds if at least one object of the kind matches this label selector.") { Example = "app=istiod" };

    private static readonly Key<TemplateTree> Minimum = new("minimum", Trees.IntegerIn(1),
        "How many objects must match the selector; 1 where not given.") { Example = "2" };

    public static ConditionKind Kind { get; } = new(
        "Holds if all these objects exist.",
        Objects, ClusterKeys.Namespace, Selector, Minimum, ClusterKeys.Context, ClusterKeys.Kubeconfig)
    {
        Check = (fields, place) => ObjectShape.CheckSelector(fields, place, Objects, Selector),
    };
}
