using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshSim.Certificates;

/// <summary>A CA as PEM texts, under the names that the secret <c>cacerts</c> uses.</summary>
public sealed record CaFiles(string CaCert, string CaKey, string RootCert, string CertChain)
{
    /// <summary>A new root that signs by itself, as Citadel makes when it finds none: RSA, for ten years, <c>O=cluster.local</c>.</summary>
    public static CaFiles SelfSigned(DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        using var root = MakeRoot("O=cluster.local", key, now);
        var pem = root.ExportCertificatePem() + "\n";
        return new(pem, key.ExportRSAPrivateKeyPem() + "\n", pem, "");
    }

    /// <summary>A root and, below it, an intermediate for each name; every intermediate has the same root.</summary>
    public static IReadOnlyDictionary<string, CaFiles> PluggedIn(string organization, IReadOnlyList<string> names, DateTimeOffset now)
    {
        using var rootKey = RSA.Create(2048);
        using var root = MakeRoot($"O={organization}, CN=Root CA", rootKey, now);
        return names.ToDictionary(name => name, name => Intermediate(root, organization, name, now), StringComparer.Ordinal);
    }

    /// <summary>The CA that these texts make, or null when they make none.</summary>
    public CertificateAuthority? Load()
    {
        try
        {
            var issuer = X509Certificate2.CreateFromPem(CaCert, CaKey);
            if (Root.AllIn(RootCert.Length > 0 ? RootCert : CaCert) is not [var root, ..]) return null;
            var intermediates = Root.AllIn(CertChain).Where(link => !link.Equals(root)).Select(link => link.Certificate).ToList();
            var own = Root.Of(issuer);
            if (!own.Equals(root) && !intermediates.Any(link => link.Thumbprint == issuer.Thumbprint)) intermediates.Insert(0, own.Certificate);
            return new(issuer, intermediates, root);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static X509Certificate2 MakeRoot(string subject, RSA key, DateTimeOffset now)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }

    private static CaFiles Intermediate(X509Certificate2 root, string organization, string name, DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"O={organization}, CN=Intermediate CA, L={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var certificate = request.Create(root, now.AddDays(-1), now.AddYears(2), RandomNumberGenerator.GetBytes(8));
        var pem = certificate.ExportCertificatePem() + "\n";
        var rootPem = root.ExportCertificatePem() + "\n";
        return new(pem, key.ExportRSAPrivateKeyPem() + "\n", rootPem, pem + rootPem);
    }
}
