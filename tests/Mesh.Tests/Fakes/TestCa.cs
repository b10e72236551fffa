using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MeshRunbook.Mesh.Tests.Fakes;

/// <summary>A CA with a self-signed root, which issues what a proxy holds.</summary>
internal sealed class TestCa
{
    public const string MeshCaName = "istio_v1_cloud_workload_root-signer-0-2018-04-25T14:11:33-07:00 1:0xfd2eb1bb45a13d7f";
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2118, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ECDsa LeafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _signer;
    private readonly string _chain = "";
    private int _serial;

    private TestCa(X509Certificate2 root, X509Certificate2 signer, string chain)
    {
        (Root, _signer, _chain) = (root, signer, chain);
        Pem = root.ExportCertificatePem();
    }

    public X509Certificate2 Root { get; }

    public string Pem { get; }

    public string Fingerprint => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Root.RawData));

    public static TestCa SelfSigned(string name = "cluster.local")
    {
        var root = Authority($"O={name}, CN={name}").CreateSelfSigned(From, Until);
        return new(root, root, root.ExportCertificatePem() + "\n");
    }

    /// <summary>Signs through an intermediate, as Mesh CA does.</summary>
    public static TestCa MeshCa(string name = MeshCaName)
    {
        var root = Authority($"CN={name}").CreateSelfSigned(From, Until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var intermediate = Authority("CN=istio_v1_cloud_workload_lower-signer", key)
            .Create(root, From, Until, [1, 2, 3]).CopyWithPrivateKey(key);
        return new(root, intermediate, intermediate.ExportCertificatePem() + "\n");
    }

    /// <summary>The PEM chain of a new workload certificate.</summary>
    public string Issue(string trustDomain = "cluster.local", string identity = "ns/shop/sa/default", DateTimeOffset? until = null)
    {
        var request = new CertificateRequest("O=", LeafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri($"spiffe://{trustDomain}/{identity}"));
        request.CertificateExtensions.Add(names.Build(critical: true));
        var serial = Interlocked.Increment(ref _serial);
        using var leaf = request.Create(_signer, From, until ?? Until, [7, (byte)(serial >> 8), (byte)serial]);
        return leaf.ExportCertificatePem() + "\n" + _chain;
    }

    /// <summary>What istioctl prints for a proxy.</summary>
    public static string Secrets(string chain, params TestCa[] trusted) => Secrets(chain, string.Join('\n', trusted.Select(ca => ca.Pem)));

    public static string Secrets(string chain, string bundle) => $$$"""
        {"dynamicActiveSecrets":[{{{Validation("ROOTCA", bundle)}}},{{{Tls("default", chain)}}}]}
        """;

    public static string Tls(string name, string chain) => $$$"""
        {"name":"{{{name}}}","versionInfo":"x","secret":{"name":"{{{name}}}","tlsCertificate":{"certificateChain":{"inlineBytes":"{{{Base64(chain)}}}"},"privateKey":{"inlineBytes":"W3JlZGFjdGVkXQ=="} } } }
        """;

    public static string Validation(string name, string bundle) => $$$"""
        {"name":"{{{name}}}","secret":{"name":"{{{name}}}","validationContext":{"trustedCa":{"inlineBytes":"{{{Base64(bundle)}}}"} } } }
        """;

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static CertificateRequest Authority(string name, ECDsa? given = null)
    {
        var request = new CertificateRequest(name, given ?? ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request;
    }
}
