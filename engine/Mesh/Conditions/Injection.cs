using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`injection`: each namespace bears exactly one of the two labels, and exactly one injector that can be called
/// picks it up, that of `revision` where it is given.</summary>
internal sealed class Injection(Clusters clusters) : ClusterCondition(clusters)
{
    public override string Kind => "injection";

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var wanted = arguments.SomeTexts(Kind).Distinct().ToList();
        var injectors = await cluster.ListAsync(
            ResourceKind.MutatingWebhook, null, Selection.All, WebhookConfiguration.Read, cancellation);
        var findings = await Task.WhenAll(wanted.Select(name =>
            CheckAsync(cluster, name, injectors, arguments.TextOrNull("revision"), cancellation)));
        var wrong = findings.Where(finding => finding.Problem is not null).ToList();
        var evidence = Evidence.None
            .With("injected", findings.Where(finding => finding.Revision is not null).Select(finding => $"{finding.Namespace}: {finding.Revision}"))
            .With("wrong", wrong.Select(finding => $"{finding.Namespace} {finding.Problem}"));
        if (wrong.Count == 0)
            return Answer.Holds(
                Wording.Some(findings.Select(finding => $"namespace {finding.Namespace} is injected by revision {finding.Revision}")), evidence);
        return Answer.DoesNotHold(
            Wording.Some(wrong.Select(finding => $"namespace {finding.Namespace} {finding.Problem}")), evidence,
            $"see its labels: {cluster.Name.Kubectl($"get namespace {wrong[0].Namespace} --show-labels")}; see the injectors: "
            + cluster.Name.Kubectl("get mutatingwebhookconfigurations -L istio.io/rev,istio.io/tag"));
    }

    private static async Task<Finding> CheckAsync(
        KubernetesCluster cluster, string name, List<WebhookConfiguration> injectors, string? revision, CancellationToken cancellation)
    {
        using var document = await cluster.GetMetadataAsync(ResourceKind.Namespace, null, name, cancellation);
        if (document is null) return new(name, null, "does not exist");
        var labels = Meta.Read(document.RootElement).Labels;
        var injected = InjectedNamespace.Of(labels, injectors);
        if (injected.Injector is not { } injector) return new(name, null, injected.Problem);

        var found = injector.Revision;
        var ready = await WebhookReadiness.CheckAsync(cluster, injector.Meta.Name, injector, cancellation);
        if (!ready.IsReady) return new(name, null, $"cannot be injected: {ready.Finding}");
        return revision is not null && found != revision
            ? new(name, found, $"is injected by revision {found}, not {revision}") : new(name, found, null);
    }

    private sealed record Finding(string Namespace, string? Revision, string? Problem);
}
