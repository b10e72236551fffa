namespace MeshRunbook.Mesh.Cluster;

/// <summary>A kind of object that the API serves.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Plural">The name in paths, such as <c>pods</c>.</param>
/// <param name="Singular">The name that people use, such as <c>pod</c>.</param>
internal sealed record ResourceKind(string Group, string Version, string Plural, string Singular, bool IsNamespaced)
{
    public static ResourceKind Pod { get; } = new("", "v1", "pods", "pod", true);

    public static ResourceKind Namespace { get; } = new("", "v1", "namespaces", "namespace", false);

    public static ResourceKind Service { get; } = new("", "v1", "services", "service", true);

    public static ResourceKind Endpoints { get; } = new("", "v1", "endpoints", "endpoints", true);

    public static ResourceKind EndpointSlice { get; } =
        new("discovery.k8s.io", "v1", "endpointslices", "endpointslice", true);

    public static ResourceKind Secret { get; } = new("", "v1", "secrets", "secret", true);

    public static ResourceKind ConfigMap { get; } = new("", "v1", "configmaps", "configmap", true);

    public static ResourceKind Event { get; } = new("", "v1", "events", "event", true);

    public static ResourceKind Deployment { get; } = new("apps", "v1", "deployments", "deployment", true);

    public static ResourceKind StatefulSet { get; } = new("apps", "v1", "statefulsets", "statefulset", true);

    public static ResourceKind DaemonSet { get; } = new("apps", "v1", "daemonsets", "daemonset", true);

    public static ResourceKind ReplicaSet { get; } = new("apps", "v1", "replicasets", "replicaset", true);

    public static ResourceKind MutatingWebhook { get; } = new(
        "admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", "mutatingwebhookconfiguration", false);

    public static ResourceKind ValidatingWebhook { get; } = new(
        "admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations", "validatingwebhookconfiguration", false);

    /// <summary>The path of the collection, in a namespace or (null) in all of them.</summary>
    public string Path(string? @namespace) =>
        (Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}")
        + (IsNamespaced && @namespace is not null ? $"/namespaces/{Uri.EscapeDataString(@namespace)}" : "")
        + "/" + Plural;

    /// <summary>The path of one object.</summary>
    public string Path(string? @namespace, string name) => $"{Path(@namespace)}/{Uri.EscapeDataString(name)}";

    /// <summary>As kubectl takes it without doubt, such as <c>deployments.apps</c>.</summary>
    public string FullName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
