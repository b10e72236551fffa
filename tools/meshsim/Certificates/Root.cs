using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshSim.Certificates;

/// <summary>A root of trust; two are the same when the SHA-256 of their DER is.</summary>
public sealed class Root : IEquatable<Root>
{
    private static readonly ConcurrentDictionary<string, Root> Known = new(StringComparer.Ordinal);

    private Root(X509Certificate2 certificate, string fingerprint)
    {
        Certificate = certificate;
        Fingerprint = fingerprint;
        Pem = certificate.ExportCertificatePem() + "\n";
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>SHA-256 of the DER in lower-case hexadecimal.</summary>
    public string Fingerprint { get; }

    /// <summary>One PEM block with a newline at its end.</summary>
    public string Pem { get; }

    public string Subject => Certificate.Subject;

    public static Root Of(X509Certificate2 certificate)
    {
        var fingerprint = Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
        return Known.GetOrAdd(fingerprint, key => new(X509CertificateLoader.LoadCertificate(certificate.RawData), key));
    }

    /// <summary>Every certificate in a PEM text; none if there is none.</summary>
    public static IReadOnlyList<Root> AllIn(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            return [];
        }

        return [.. certificates.Select(Of)];
    }

    public bool Equals(Root? other) => other is not null && other.Fingerprint == Fingerprint;

    public override bool Equals(object? obj) => Equals(obj as Root);

    public override int GetHashCode() => Fingerprint.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Subject;
}
