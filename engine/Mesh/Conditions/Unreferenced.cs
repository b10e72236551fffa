using System.Text.Json;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`unreferenced`: no pod, namespace, workload template, revision tag or foreign webhook refers to a revision any more.</summary>
internal sealed class Unreferenced(Clusters clusters) : ClusterCondition(clusters)
{
    private const string RevisionLabel = "istio.io/rev";

    private static readonly ResourceKind[] Templates =
    [
        ResourceKind.Deployment, ResourceKind.StatefulSet, ResourceKind.DaemonSet, new("batch", "v1", "cronjobs", "cronjob", true),
    ];

    public override string Kind => "unreferenced";

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var revision = arguments.Text(Kind);
        var apart = arguments.Texts("apart");
        var living = await new PodScope([], null).ReadAsync(cluster, cancellation);
        var mutating = await cluster.ListAsync(ResourceKind.MutatingWebhook, null, Selection.All, WebhookConfiguration.Read, cancellation);
        var validating = await cluster.ListAsync(ResourceKind.ValidatingWebhook, null, Selection.All, WebhookConfiguration.Read, cancellation);
        var pods = living.Pods.Where(pod => pod.Revision == revision && !apart.Contains(pod.Workload.ToString())).ToList();
        var namespaces = await NamespacesAsync(cluster, revision, mutating, cancellation);
        var templates = (await TemplatesAsync(cluster, revision, cancellation)).Except(apart).ToList();
        var tags = mutating.Where(one => one.Tag is not null && one.Revision == revision).Select(one => one.Tag!).ToList();
        var webhooks = mutating.Concat(validating).Where(one => one.Tag is null && IsForeignCaller(one, revision)).Select(one => one.Meta.Name).ToList();

        var evidence = Evidence.None.With("revision", revision).With("pods", pods.Select(pod => pod.Workload.ToString()))
            .With("namespaces", namespaces).With("templates", templates).With("tags", tags).With("webhooks", webhooks);
        var parts = new[]
        {
            Part(pods.Count, "pod", pods.Select(pod => pod.ToString())), Part(namespaces.Count, "namespace", namespaces),
            Part(templates.Count, "workload template", templates), Part(tags.Count, "revision tag", tags), Part(webhooks.Count, "webhook", webhooks),
        }.OfType<string>().ToList();
        return parts.Count == 0
            ? Answer.Holds($"nothing {(apart.IsEmpty ? "" : "else ")}refers to revision {revision}{living.Remark}", evidence)
            : Answer.DoesNotHold(
                $"revision {revision} is in use: {string.Join("; ", parts)}{living.Remark}", evidence,
                Advice(cluster.Name, pods, namespaces, tags));
    }

    private static string? Part(int count, string noun, IEnumerable<string> names) =>
        count == 0 ? null : $"{Wording.Count(count, noun)} ({Wording.Some(names)})";

    private static string Advice(ClusterName cluster, List<Pod> pods, List<string> namespaces, List<string> tags)
    {
        if (namespaces.Count > 0)
            return $"move it to another revision: {cluster.Kubectl($"label namespace {namespaces[0]} istio.io/rev=REVISION istio-injection- --overwrite")}, then restart its workloads";
        if (tags.Count > 0) return $"set the tag to another revision: {cluster.Tool("istioctl", $"tag set {tags[0]} --revision REVISION --overwrite")}";
        return pods.Count > 0
            ? $"restart what they belong to, so that they get the revision of their namespace: {pods[0].Workload}"
            : "take the revision out of them, or name another one in them";
    }

    /// <summary>Namespaces that name the revision, or that its injector picks up by a tag or by istio-injection.</summary>
    private static async Task<List<string>> NamespacesAsync(
        KubernetesCluster cluster, string revision, List<WebhookConfiguration> injectors, CancellationToken cancellation) =>
        await cluster.ListAsync(ResourceKind.Namespace, null, new(MetadataOnly: true), item =>
        {
            var meta = Meta.Read(item);
            var picking = injectors.Where(injector => injector.Injects(meta.Labels)).ToList();
            var asksForDefault = revision == ControlPlane.Unnamed && picking.Count == 0 && meta.Labels.GetValueOrDefault("istio-injection") == "enabled";
            var refers = meta.Labels.GetValueOrDefault(RevisionLabel) == revision || asksForDefault
                || picking.Any(injector => injector.Revision == revision);
            return refers ? meta.Name : null;
        }, cancellation);

    private static async Task<List<string>> TemplatesAsync(KubernetesCluster cluster, string revision, CancellationToken cancellation)
    {
        var lists = await Task.WhenAll(Templates.Select(kind => cluster.ListAsync(kind, null, Selection.All, item =>
        {
            var spec = kind.Singular == "cronjob" ? item.At("spec", "jobTemplate").At("spec") : item.At("spec");
            var meta = Meta.Read(item);
            var isIstiod = meta.Namespace == ControlPlane.Namespace && meta.Name == ControlPlane.Named("istiod", revision);
            return !isIstiod && RevisionOf(spec.At("template")) == revision ? $"{meta.Namespace}/{kind.Singular}/{meta.Name}" : null;
        }, cancellation)));
        return [.. lists.SelectMany(list => list)];
    }

    private static string? RevisionOf(JsonElement template) => template.At("metadata").Map("labels").GetValueOrDefault(RevisionLabel);

    /// <summary>Whether a webhook that is not the revision's own calls its istiod. The service `istiod` of the revision without
    /// a name is shared: it is re-pointed to the new revision, not retired.</summary>
    private static bool IsForeignCaller(WebhookConfiguration configuration, string revision)
    {
        if (revision == ControlPlane.Unnamed || configuration.Meta.Labels.GetValueOrDefault(RevisionLabel) == revision) return false;
        if (configuration.Meta.Name == ControlPlane.Named("istio-sidecar-injector", revision)
            || configuration.Meta.Name == $"istio-validator-{revision}-{ControlPlane.Namespace}") return false;
        var istiod = new WebhookService(ControlPlane.Namespace, ControlPlane.Named("istiod", revision));
        return configuration.Webhooks.Any(webhook => webhook.Service == istiod);
    }
}
