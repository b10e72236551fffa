using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`controlPlane`: the istiod of a revision is available, its injector can be called, and its mesh config says about
/// trust what `roots`, `trustDomain` and `aliases` ask for.</summary>
internal sealed class ControlPlaneCondition(Clusters clusters) : ClusterCondition(clusters)
{
    public override string Kind => "controlPlane";

    protected override ImmutableArray<string> Telling => ["trustDomain", "aliases", "roots"];

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var revision = arguments.Text(Kind);
        var istiod = await IstiodAsync(cluster, revision, cancellation);
        var injector = await InjectorAsync(cluster, revision, cancellation);
        var configured = await ConfigAsync(cluster, revision, arguments, cancellation);
        string?[] problems = [istiod, injector, .. configured.Problems];
        var found = problems.OfType<string>().ToList();
        var evidence = configured.Evidence.With("revision", revision).With("wrong", found);
        if (found.Count == 0) return Answer.Holds($"control plane {revision} is ready{configured.Remark}", evidence);
        var look = istiod is not null || injector is not null
            ? $"get deployment,service,pods -n {ControlPlane.Namespace} -l app=istiod"
            : $"get configmap {ControlPlane.Named("istio", revision)} -n {ControlPlane.Namespace} -o yaml";
        return Answer.DoesNotHold($"control plane {revision}: {string.Join("; ", found)}", evidence, $"look at it: {cluster.Name.Kubectl(look)}");
    }

    private static async Task<string?> IstiodAsync(KubernetesCluster cluster, string revision, CancellationToken cancellation)
    {
        var name = ControlPlane.Named("istiod", revision);
        using var document = await cluster.GetAsync(ResourceKind.Deployment, ControlPlane.Namespace, name, cancellation);
        if (document is null) return $"there is no deployment/{name} in {ControlPlane.Namespace}";
        var readiness = Ready.OfWorkload(Workload.Read(ResourceKind.Deployment, document.RootElement), null);
        return readiness.IsReady ? null : readiness.Finding;
    }

    private static async Task<string?> InjectorAsync(KubernetesCluster cluster, string revision, CancellationToken cancellation)
    {
        var name = ControlPlane.Named("istio-sidecar-injector", revision);
        using var document = await cluster.GetAsync(ResourceKind.MutatingWebhook, null, name, cancellation);
        if (document is null) return $"there is no mutatingwebhookconfiguration/{name}";
        var configuration = WebhookConfiguration.Read(document.RootElement);
        var readiness = await WebhookReadiness.CheckAsync(cluster, name, configuration, cancellation);
        return readiness.IsReady ? null : readiness.Finding;
    }

    private static async Task<Configured> ConfigAsync(
        KubernetesCluster cluster, string revision, Arguments arguments, CancellationToken cancellation)
    {
        var name = ControlPlane.Named("istio", revision);
        if (await ControlPlane.MeshConfigAsync(cluster, revision, cancellation) is not { } config)
            return new([$"there is no ConfigMap {name}"], "", Evidence.None);
        var problems = new List<string>();
        var evidence = Evidence.None.With("trustDomain", config.TrustDomain).With("aliases", config.Aliases)
            .With("roots", config.CaCertificates.Select(root => root.Fingerprint.ToString()));
        if (arguments.TextOrNull("trustDomain") is { } domain && domain != config.TrustDomain)
            problems.Add($"its trust domain is {config.TrustDomain}, not {domain}");
        var aliases = arguments.Texts("aliases").Except(config.Aliases).ToList();
        if (aliases.Count > 0) problems.Add($"its trustDomainAliases lack {string.Join(" and ", aliases)}");
        problems.AddRange(await MissingRootsAsync(cluster, config, arguments, cancellation));
        var remark = arguments.Has("roots") ? $" and hands out [{string.Join(' ', arguments.Texts("roots"))}]" : "";
        return new(problems, $"{remark}, trust domain {config.TrustDomain}", evidence);
    }

    private static async Task<IEnumerable<string>> MissingRootsAsync(
        KubernetesCluster cluster, MeshConfig config, Arguments arguments, CancellationToken cancellation)
    {
        var wanted = arguments.Texts("roots");
        if (wanted.IsEmpty) return [];
        if (config.CaCertificates.IsEmpty) return [$"its caCertificates hold no root, so not {string.Join(" nor ", wanted)}"];
        var names = new RootNames(cluster, () => Task.FromResult(config.CaCertificates));
        var held = config.CaCertificates.Select(root => root.Fingerprint).ToHashSet();
        var roots = await names.ResolveAsync(wanted, cancellation);
        return roots.Where(root => !held.Contains(root.Fingerprint)).Select(root => $"its caCertificates lack {root.Name}");
    }

    private sealed record Configured(IReadOnlyList<string> Problems, string Remark, Evidence Evidence);
}
