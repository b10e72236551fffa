using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshSim.Certificates;

/// <summary>Signs workload certificates; its own certificate is a root, or an intermediate below one.</summary>
public sealed class CertificateAuthority
{
    private static readonly TimeSpan LeafLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);
    private readonly X509Certificate2 _issuer;
    private readonly X509SignatureGenerator _generator;

    /// <param name="issuer">With its private key, RSA or elliptic.</param>
    /// <param name="intermediates">From the issuer upwards, without the root; empty when the issuer is the root.</param>
    public CertificateAuthority(X509Certificate2 issuer, IReadOnlyList<X509Certificate2> intermediates, Root root)
    {
        _issuer = issuer;
        Intermediates = intermediates;
        Root = root;
        _generator = issuer.GetRSAPrivateKey() is { } rsa
            ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
            : X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!);
    }

    public Root Root { get; }

    public IReadOnlyList<X509Certificate2> Intermediates { get; }

    /// <summary>A certificate with a new P-256 key, good for a day, as Istio's agents ask for.</summary>
    public WorkloadCertificate Issue(SpiffeId identity, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri(identity.ToString()));
        request.CertificateExtensions.Add(names.Build(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        Span<byte> serial = stackalloc byte[16];
        RandomNumberGenerator.Fill(serial);
        serial[0] = (byte)(serial[0] & 0x3f | 0x40);
        using var leaf = Sign(request, serial, now);
        return new(leaf.CopyWithPrivateKey(key), Intermediates, Root, identity);
    }

    // The clusters of a mesh ask one CA at the same time, and a key may sign for one caller only.
    private X509Certificate2 Sign(CertificateRequest request, ReadOnlySpan<byte> serial, DateTimeOffset now)
    {
        lock (_generator) return request.Create(_issuer.SubjectName, _generator, now - ClockSkew, now + LeafLifetime, serial);
    }
}
