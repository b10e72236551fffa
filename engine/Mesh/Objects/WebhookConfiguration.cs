using System.Collections.Immutable;
using System.Text.Json;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Objects;

/// <summary>A mutating or validating webhook configuration, as far as the mesh is concerned.</summary>
internal sealed record WebhookConfiguration(Meta Meta, ImmutableArray<Webhook> Webhooks)
{
    private const string RevisionLabel = "istio.io/rev";
    private const string TagLabel = "istio.io/tag";

    /// <summary>The revision whose istiod it calls; <c>default</c> for the one without a name.</summary>
    public string Revision => Meta.Labels.GetValueOrDefault(RevisionLabel) is { Length: > 0 } label ? label
        : Webhooks.Select(webhook => webhook.Service?.Name).FirstOrDefault(name => name?.StartsWith("istiod-", StringComparison.Ordinal) == true)
            ?["istiod-".Length..] ?? "default";

    /// <summary>The name under which namespaces may refer to the revision instead of its own; null where it is no tag.</summary>
    public string? Tag => Meta.Labels.GetValueOrDefault(TagLabel) is { Length: > 0 } tag ? tag : null;

    /// <summary>Whether it puts sidecars into the pods of a namespace with these labels when the pods say nothing themselves.</summary>
    public bool Injects(IReadOnlyDictionary<string, string> namespaceLabels) => Webhooks.Any(webhook =>
        webhook.IsInjector && webhook.Namespaces.Matches(namespaceLabels) && webhook.Objects.Matches(NoLabels));

    public static WebhookConfiguration Read(JsonElement configuration) =>
        new(Meta.Read(configuration), [.. configuration.Items("webhooks").Select(Webhook.Read)]);

    private static readonly Dictionary<string, string> NoLabels = [];
}

/// <param name="Service">The service it calls, or null where it calls a URL.</param>
internal sealed record Webhook(
    string Name, WebhookService? Service, string? Url, bool HasCaBundle, LabelSelector Namespaces, LabelSelector Objects)
{
    /// <summary>Istio calls all its injectors so, whatever stands before it.</summary>
    public bool IsInjector => Name.EndsWith("sidecar-injector.istio.io", StringComparison.Ordinal);

    public static Webhook Read(JsonElement webhook)
    {
        var client = webhook.At("clientConfig");
        var service = client.At("service");
        return new(
            webhook.Text("name") ?? "",
            service.ValueKind == JsonValueKind.Object ? new(service.Text("namespace") ?? "", service.Text("name") ?? "") : null,
            client.Text("url"), client.Text("caBundle") is { Length: > 0 },
            LabelSelector.Read(webhook.At("namespaceSelector")), LabelSelector.Read(webhook.At("objectSelector")));
    }
}

internal readonly record struct WebhookService(string Namespace, string Name);
