using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`injection`: who puts sidecars into the new pods of namespaces.</summary>
internal static class InjectionCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if each namespace has exactly one of the labels istio.io/rev and istio-injection, and one injector that can be called answers to it.",
        new Key<TemplateTree>("injection", Trees.Texts, "The namespaces.") { IsRequired = true, Example = "[shop, payments]" },
        new Key<TemplateTree>("revision", Trees.Text, "The revision whose injector it must be. Without it: any.") { Example = "asm-1232-2" },
        ClusterKeys.Context, ClusterKeys.Kubeconfig);
}
