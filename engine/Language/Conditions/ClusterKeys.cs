using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Conditions;

/// <summary>Keys that the conditions share which look at a cluster.</summary>
internal static class ClusterKeys
{
    public static Key<TemplateTree> Context { get; } = new("context", Trees.Text,
        "The kubeconfig context of the cluster to look at. Without it: the runbook's `cluster`, or kubectl's current context.");

    public static Key<TemplateTree> Kubeconfig { get; } = new("kubeconfig", Trees.Text,
        "The kubeconfig file to use. Without it: the runbook's `cluster`, or kubectl's own default.");

    public static Key<TemplateTree> Namespace { get; } = new("namespace", Trees.Formatted(TextFormat.Dns1123),
        "The namespace in which the objects are. Not needed for objects that have none.") { Example = "istio-system" };

    public static Key<TemplateTree> Namespaces { get; } = new("namespaces", Trees.Texts,
        "The namespaces whose pods are looked at. Without it: all that have pods with a sidecar.") { Example = "[shop, payments]" };

    public static Key<TemplateTree> Pods { get; } = new("pods", Trees.Form("a mapping with `namespace` and `selector`", PodsForm),
        "Exactly these pods, instead of whole namespaces.") { Example = "{namespace: istio-system, selector: app=istio-ingressgateway}" };

    public static Key<TemplateTree> WithoutSidecar { get; } = new("withoutSidecar", Trees.Choice("fail", "ignore"),
        "What to make of pods that have no sidecar though nothing opts them out: `fail`, as where not given, or `ignore`.")
    {
        Example = "ignore",
    };

    public static Key<TemplateTree> Istioctl { get; } = new("istioctl", Trees.Text,
        "The istioctl that asks the proxies, by name or path. Without it they are asked through the cluster's port-forward, and "
        + "with the istioctl on PATH where the cluster does not let us.") { Example = "out/istioctl" };

    private static Form PodsForm => new("`pods`",
        new Key<TemplateTree>("namespace", Trees.Formatted(TextFormat.Dns1123), "The namespace of the pods.") { IsRequired = true, Example = "istio-system" },
        new Key<TemplateTree>("selector", Trees.Text, "A label selector that picks the pods.") { IsRequired = true, Example = "app=web" });

    public static TextShape LabelName { get; } = new("the name of a label such as istio.io/rev")
    {
        IsValid = text => text.Length is > 0 and <= 317 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/')
            && text.Count(c => c == '/') <= 1,
        Pattern = "^([A-Za-z0-9.-]+/)?[A-Za-z0-9_.-]+$",
    };

    /// <summary>Reports that two keys were given that exclude each other.</summary>
    public static void NotBoth(Fields fields, Place place, Key one, Key other)
    {
        if (fields.Has(one) && fields.Has(other))
            place.Report(StructureCodes.NotApplicable, $"{fields.Form.Noun} takes `{one.Name}` or `{other.Name}`, not both",
                fields.LocationOf(other), $"beside `{one.Name}`", "remove one of them");
    }
}
