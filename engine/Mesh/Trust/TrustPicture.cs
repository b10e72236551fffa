using System.Collections.Concurrent;
using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Trust;

/// <summary>Puts together what each pod holds and what is not as expected of it, from a survey of its whole cluster.</summary>
/// <param name="domains">Trust domain and aliases of each revision whose configuration is known.</param>
internal sealed class TrustPicture(
    Survey survey, RootNames names, TrustExpectation? expectation, IReadOnlyDictionary<string, ImmutableArray<string>> domains, DateTimeOffset now)
{
    private readonly Dictionary<string, ProxyReading> _readings = survey.Readings.ToDictionary(reading => reading.Pod.ToString(), StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Root, KnownRoot> _known = new();

    public PodTrust Of(Pod pod, NamespaceLabels labels, ClusterName cluster)
    {
        var reading = _readings.GetValueOrDefault(pod.ToString());
        var issuer = reading is null ? null : survey.Issuers.GetValueOrDefault(reading);
        var wanted = labels.RevisionFor(pod);
        return new()
        {
            Namespace = pod.Meta.Namespace,
            Pod = pod.Meta.Name,
            Workload = $"{pod.Workload.Kind}/{pod.Workload.Name}",
            HasProxy = pod.HasProxy,
            Revision = pod.Revision,
            WantedRevision = wanted,
            Proxy = reading?.Secrets is { } secrets ? Held(pod, secrets, issuer) : null,
            Findings = reading is null ? WithoutProxy(pod, labels, cluster) : [.. Findings(pod, reading, issuer, wanted, cluster)],
        };
    }

    private ProxyTrust Held(Pod pod, ProxySecrets secrets, Root? issuer) => new(
        [.. secrets.Bundle.Select(Known).OrderBy(root => root.Name, StringComparer.Ordinal)], issuer is null ? null : Known(issuer),
        secrets.Certificate.TrustDomain, domains.TryGetValue(pod.Revision!, out var all) ? all : null, secrets.Certificate.NotAfter);

    private KnownRoot Known(Root root) => _known.GetOrAdd(root, one => new(names.Show(one), one.Fingerprint.ToString(), one.LooksLikeMeshCa));

    private static ImmutableArray<Finding> WithoutProxy(Pod pod, NamespaceLabels labels, ClusterName cluster) =>
        labels.Injects(pod.Meta.Namespace) && !pod.OptedOut
            ? [new("has no proxy, though its namespace asks for one", Judge.WithoutProxyHelp(cluster, pod))] : [];

    private IEnumerable<Finding> Findings(Pod pod, ProxyReading reading, Root? issuer, string? wanted, ClusterName cluster)
    {
        var restart = Judge.Restart(cluster, pod.Workload) ?? Judge.MakeAnew(pod.Workload);
        if (reading.Secrets is { } secrets)
        {
            if (Bundle(secrets) is { } bundle) yield return new(bundle, Judge.BundleHelp);
            if (Issuer(secrets.Certificate, issuer) is { } issued) yield return new(issued, Judge.IssuerHelp);
            if (Judge.Expiry(secrets.Certificate, now) is { } expired) yield return new($"{expired} (at {secrets.Certificate.NotAfter:yyyy-MM-dd HH:mm}Z)", restart);
            if (domains.TryGetValue(pod.Revision!, out var known) && Judge.TrustDomain(secrets.Certificate.TrustDomain, pod.Revision!, known) is { } domain)
                yield return new(domain, restart);
        }
        else
        {
            yield return new(reading.Problem ?? "does not answer",
                $"see why: {cluster.Tool("istioctl", $"proxy-config secret {pod.Meta.Name} -n {pod.Meta.Namespace}")}");
        }

        if (wanted is not null && wanted != pod.Revision) yield return new($"has revision {pod.Revision}, and would get {wanted} now", restart);
    }

    /// <summary>Where nothing is expected, a proxy must trust whoever has issued a certificate in its mesh: it could not talk to those.</summary>
    private string? Bundle(ProxySecrets secrets)
    {
        if (expectation is { Roots.IsEmpty: false }) return Judge.Bundle(secrets, expectation.Roots, []);
        var strangers = survey.Issuers.Values.OfType<Root>().Distinct().Where(root => !secrets.Trusts(root)).Select(names.Show).ToList();
        return strangers.Count == 0 ? null : $"does not trust {string.Join(" and ", strangers)}, which other proxies have their certificates from";
    }

    private string? Issuer(ProxyCertificate certificate, Root? actual) =>
        expectation?.Issuer is { } wanted
            ? actual?.Fingerprint == wanted.Fingerprint || Judge.Issuer(certificate, wanted) is null ? null : Judge.IssuedBy(actual, names)
            : actual is null ? Judge.IssuedBy(null, names) : null;
}
