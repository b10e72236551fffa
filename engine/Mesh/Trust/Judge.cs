using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Trust;

/// <summary>What is wrong with one proxy, in words that stand behind its pod's name, and what to do; null where nothing is.</summary>
internal static class Judge
{
    public const string BundleHelp = "move these workloads to the revision that distributes the roots and restart them";
    public const string IssuerHelp = "move these workloads to the revision that this CA signs for and restart them";
    public const string DomainHelp = "restart these workloads";

    public static string? Bundle(ProxySecrets secrets, ImmutableArray<NamedRoot> wanted, ImmutableArray<NamedRoot> unwanted)
    {
        var held = secrets.Bundle.Select(root => root.Fingerprint).ToHashSet();
        var missing = wanted.Where(root => !held.Contains(root.Fingerprint)).Select(root => root.Name).ToList();
        if (missing.Count > 0) return $"does not trust {string.Join(" and ", missing)}";
        var left = unwanted.Where(root => held.Contains(root.Fingerprint)).Select(root => root.Name).ToList();
        return left.Count > 0 ? $"still trusts {string.Join(" and ", left)}" : null;
    }

    /// <summary>Whether the certificate chains to the root; it is not enough that the root bears the name of the issuer.</summary>
    public static string? Issuer(ProxyCertificate certificate, NamedRoot wanted) =>
        wanted.Root is { } root && certificate.RootAmong([root]) is not null ? null : $"holds a certificate that {wanted.Name} has not issued";

    /// <summary>Names the one who has issued a certificate in place of the wanted one.</summary>
    public static string IssuedBy(Root? actual, RootNames names) =>
        actual is null ? "holds a certificate of an unknown issuer" : $"holds a certificate issued by {names.Show(actual)}";

    public static string? Expiry(ProxyCertificate certificate, DateTimeOffset now) =>
        certificate.NotAfter < now ? "holds a certificate that has expired" : null;

    /// <param name="own">The trust domain in the proxy's certificate.</param>
    /// <param name="domains">Trust domain and aliases of its revision.</param>
    public static string? TrustDomain(string? own, string revision, IReadOnlyCollection<string> domains) =>
        own is null ? "holds a certificate without a SPIFFE identity"
        : !domains.Contains(own) ? $"belongs to {own}, which its revision {revision} does not trust" : null;

    /// <summary>How to start a workload's pods anew, or null where nothing but its owner can.</summary>
    public static string? Restart(ClusterName cluster, WorkloadName workload) => workload.Kind is "deployment" or "statefulset" or "daemonset"
        ? $"restart it: {cluster.Kubectl($"rollout restart {workload.Kind}/{workload.Name} -n {workload.Namespace}")}" : null;

    public static string MakeAnew(WorkloadName workload) =>
        $"{workload.Kind}/{workload.Name} in {workload.Namespace} must be made anew by whoever owns it";

    public static string WithoutProxyHelp(ClusterName cluster, Pod pod) =>
        $"restart it so that it gets one: {cluster.Kubectl($"delete pod {pod.Meta.Name} -n {pod.Meta.Namespace}")}; "
        + "or, if it must have none, label its pods sidecar.istio.io/inject=false";
}
