using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using MeshSim.Certificates;

namespace MeshSim.StandIns.Asmcli;

/// <summary>What asmcli refuses before it looks at the cluster; each failed check throws <see cref="AsmcliException"/>.</summary>
internal static partial class AsmcliChecks
{
    private const int LongestRevision = 63;

    /// <summary>Overlays that <c>--option</c> knows.</summary>
    public static IReadOnlySet<string> KnownOptions { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "ca-migration-citadel", "ca-migration-meshca", "legacy-default-ingressgateway", "legacy-default-egressgateway", "citadel-ca",
        "hub-meshca", "cloud-tracing", "cni-gcp", "egressgateways", "envoy-access-log", "iap-operator", "internal-load-balancer",
        "multicluster", "prometheus", "stackdriver", "trustanchor-meshca", "no-default-ingress",
    };

    public static void Check(AsmcliArguments arguments, Func<string, string> resolve)
    {
        if (arguments.Command.Length == 0) throw new AsmcliException(AsmcliText.Usage, raw: true);
        CheckCluster(arguments);
        if (arguments.Ca is not ("citadel" or "mesh_ca" or "gcp_cas" or "managed_cas"))
            throw new AsmcliException("CA must be one of 'citadel', 'mesh_ca', 'gcp_cas', 'managed_cas'");
        if (arguments.Revision.Length > 0) CheckRevision(arguments.Revision);
        if (arguments.CustomCa) CheckCustomCa(arguments, resolve);
        if (arguments.Kubeconfig.Length > 0 && !File.Exists(resolve(arguments.Kubeconfig)))
            throw new AsmcliException($"Couldn't find file {arguments.Kubeconfig}.");
        foreach (var overlay in arguments.Overlays.Where(overlay => !File.Exists(resolve(overlay))))
            throw new AsmcliException($"Couldn't find file {overlay}.");
        foreach (var option in arguments.Options.Where(option => !KnownOptions.Contains(option)))
            throw new AsmcliException($"Couldn't find yaml file {option}.");
    }

    private static void CheckCluster(AsmcliArguments arguments)
    {
        var triple = new[] { arguments.Project, arguments.Cluster, arguments.Location };
        var given = triple.Count(value => value.Length > 0);
        if (arguments.Kubeconfig.Length > 0 && given > 0)
            throw new AsmcliException("Incompatible args: a kubeconfig cannot be given together with project_id, cluster_name or cluster_location.");
        if (arguments.Kubeconfig.Length == 0 && given != triple.Length)
            throw new AsmcliException("Missing one or more required options: either a kubeconfig, or all of project_id, cluster_name and cluster_location.");
    }

    private static void CheckRevision(string revision)
    {
        if (revision.Length > LongestRevision) throw new AsmcliException($"Revision label cannot be longer than {LongestRevision}.");
        if (!Rfc1123().IsMatch(revision)) throw new AsmcliException("Revision label does not follow RFC 1123 formatting convention.");
    }

    private static void CheckCustomCa(AsmcliArguments arguments, Func<string, string> resolve)
    {
        if (arguments.Ca != "citadel") throw new AsmcliException("You must select Citadel as the CA in order to use custom certificates.");
        string[] files = [arguments.CaCert, arguments.RootCert, arguments.CaKey, arguments.CertChain];
        if (files.Any(file => file.Length == 0)) throw new AsmcliException("All four certificate options must be present to use a custom cert.");
        foreach (var file in files.Where(file => !File.Exists(resolve(file)))) throw new AsmcliException($"Couldn't find file {file}.");
        using var key = RsaKey(resolve(arguments.CaKey));
        var certificate = Certificate(resolve(arguments.CaCert));
        _ = Certificate(resolve(arguments.CertChain));
        var root = Certificate(resolve(arguments.RootCert));
        if (certificate.Certificate.GetRSAPublicKey() is not { } rsa || !Modulus(rsa).SequenceEqual(Modulus(key)))
            throw new AsmcliException($"Keyfile does not match the given certificate.\nCert: {resolve(arguments.CaCert)}\nKey: {resolve(arguments.CaKey)}");
        if (!Verifies(certificate, root, Root.AllIn(File.ReadAllText(resolve(arguments.CertChain)))))
            throw new AsmcliException("Unable to verify chain of trust.");
    }

    private static byte[] Modulus(RSA key) => key.ExportParameters(false).Modulus!;

    private static RSA RsaKey(string file)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new AsmcliException($"{file} failed an openssl consistency check.");
        }
    }

    private static Root Certificate(string file) =>
        Root.AllIn(File.ReadAllText(file)) is [var first, ..] ? first : throw new AsmcliException($"{file} failed an openssl consistency check.");

    private static bool Verifies(Root certificate, Root root, IReadOnlyList<Root> links)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.Add(root.Certificate);
        foreach (var link in links) chain.ChainPolicy.ExtraStore.Add(link.Certificate);
        return chain.Build(certificate.Certificate);
    }

    [GeneratedRegex("^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$")]
    private static partial Regex Rfc1123();
}
