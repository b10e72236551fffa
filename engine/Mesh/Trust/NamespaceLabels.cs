using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Trust;

/// <summary>What the labels of all namespaces ask for, and which injectors answer to them.</summary>
internal sealed class NamespaceLabels
{
    private readonly Dictionary<string, InjectedNamespace> _namespaces;
    private readonly List<WebhookConfiguration> _injectors;

    private NamespaceLabels(Dictionary<string, InjectedNamespace> namespaces, List<WebhookConfiguration> injectors) =>
        (_namespaces, _injectors) = (namespaces, injectors);

    public static async Task<NamespaceLabels> ReadAsync(KubernetesCluster cluster, CancellationToken cancellation)
    {
        var injectors = await cluster.ListAsync(ResourceKind.MutatingWebhook, null, Selection.All, WebhookConfiguration.Read, cancellation);
        var namespaces = await cluster.ListAsync(ResourceKind.Namespace, null, new(MetadataOnly: true), Meta.Read, cancellation);
        return new(namespaces.ToDictionary(one => one.Name, one => InjectedNamespace.Of(one.Labels, injectors), StringComparer.Ordinal), injectors);
    }

    /// <summary>Whether the pods of a namespace get a proxy when they are started.</summary>
    public bool Injects(string @namespace) => _namespaces.GetValueOrDefault(@namespace)?.Injector is not null;

    /// <summary>The revision that a pod would get if it were started now; null where nobody asks for one, or it is not clear.</summary>
    public string? RevisionFor(Pod pod)
    {
        if (_namespaces.GetValueOrDefault(pod.Meta.Namespace) is not { } @namespace) return null;
        if (!@namespace.AsksForNone) return @namespace.Injector?.Revision;
        // Where the namespace says nothing, a pod may ask for itself, as gateways do; by the name of a revision or of a tag.
        if (pod.Meta.Labels.GetValueOrDefault(InjectedNamespace.RevisionLabel) is not { Length: > 0 } own) return null;
        return _injectors.FirstOrDefault(injector => injector.Tag == own)?.Revision ?? own;
    }

    /// <summary>The namespaces of pods whose labels do not lead to exactly one injector.</summary>
    public ImmutableArray<NamespaceFinding> Findings(IEnumerable<Pod> pods, ClusterName cluster) =>
    [
        .. pods.Select(pod => pod.Meta.Namespace).Distinct()
            .Select(name => (Name: name, State: _namespaces.GetValueOrDefault(name)))
            .Where(one => one.State is { Problem: not null, AsksForNone: false })
            .Select(one => new NamespaceFinding(one.Name, new(one.State!.Problem!,
                $"see its labels: {cluster.Kubectl($"get namespace {one.Name} --show-labels")}; see the injectors: "
                + cluster.Kubectl("get mutatingwebhookconfigurations -L istio.io/rev,istio.io/tag")))),
    ];
}
