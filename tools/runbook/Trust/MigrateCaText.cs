using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Cli.Trust;

/// <summary>The lines that the vendor's migrate_ca prints, for scripts that read them. A root that is not Mesh CA's is CITADEL there.</summary>
internal static class MigrateCaText
{
    public const string RootCert = "check-root-cert";
    public const string WorkloadCert = "check-workload-cert";
    public const string TrustDomain = "check-trustdomain";
    private const string Citadel = "CITADEL";
    private const string MeshCa = "MESHCA";

    public static void Write(TrustReport report, string check, TextWriter output)
    {
        foreach (var cluster in report.Clusters.Select(cluster => cluster.Trust).OfType<ClusterTrust>())
        {
            output.Write($"\n{Heading(check)}\n");
            foreach (var space in cluster.Pods.Where(pod => pod.HasProxy).GroupBy(pod => pod.Namespace).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                output.Write($"\nNamespace: {space.Key}\n");
                foreach (var pod in space.OrderBy(pod => pod.Pod, StringComparer.Ordinal)) output.Write(Line(check, pod) + "\n");
            }
        }
    }

    private static string Heading(string check) => check switch
    {
        RootCert => "Checking the root certificates loaded on each pod...",
        WorkloadCert => "Checking the workload mTLS certificates...",
        _ => "Checking the trust domains configured on each pod...",
    };

    private static string Line(string check, PodTrust pod)
    {
        var name = $"{pod.Pod}.{pod.Namespace}";
        if (pod.Proxy is not { } proxy) return $" - [WARNING] {name} cannot find certificate information";
        return check switch
        {
            RootCert => $" - {name} trusts [{string.Join(' ', proxy.Roots.Select(Name).Distinct().Order(StringComparer.Ordinal))}]",
            WorkloadCert when proxy.Issuer is null => $" - [WARNING] {name} cannot find certificate information",
            WorkloadCert => $" - {name} is using the mTLS certificate issued by [{Name(proxy.Issuer)}]",
            _ => Domains(name, proxy),
        };
    }

    private static string Name(KnownRoot root) => root.IsMeshCa ? MeshCa : Citadel;

    /// <summary>The trust domain of Mesh CA is that of a fleet's workload identity pool; Citadel's any other.</summary>
    private static string Domains(string name, ProxyTrust proxy)
    {
        if (proxy.Domains is not { } domains) return $" - [WARNING] {name} cannot find certificate information";
        var found = domains.Select(domain => domain.EndsWith(".svc.id.goog", StringComparison.Ordinal) ? MeshCa : Citadel).Distinct().ToList();
        string[] missing = [.. new[] { Citadel, MeshCa }.Except(found)];
        return missing.Length == 0 ? $"{name} trusts trust domains for [{Citadel} {MeshCa}]" : $"{name} is MISSING trust domain for [{string.Join(' ', missing)}]";
    }
}
