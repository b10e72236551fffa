using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`absent`: objects that must not be in the cluster.</summary>
internal static class AbsentCondition
{
    private static readonly Key<TemplateTree> Objects = new("absent", ObjectShape.OneOrManyOrKind,
        "The objects that must not be there, as KIND/NAME; only the kind where a selector picks them.")
    {
        IsRequired = true,
        Example = "secret/istio-ca-secret",
    };

    private static readonly Key<TemplateTree> Selector = new("selector", Trees.Text,
        "Holds if no object of the kind matches this label selector.") { Example = "app=istiod" };

    public static ConditionKind Kind { get; } = new(
        "Holds if none of these objects exists.",
        Objects, ClusterKeys.Namespace, Selector, ClusterKeys.Context, ClusterKeys.Kubeconfig)
    {
        Check = (fields, place) => ObjectShape.CheckSelector(fields, place, Objects, Selector),
    };
}
