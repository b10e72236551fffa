using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshRunbook.Mesh.Trust;

/// <summary>What a proxy proves itself with: a leaf and the certificates that it sends along.</summary>
internal sealed class ProxyCertificate
{
    private const string AlternativeNames = "2.5.29.17";
    private const string Scheme = "spiffe://";
    private readonly X509Certificate2 _leaf;
    private readonly X509Certificate2Collection _sentAlong;

    private ProxyCertificate(X509Certificate2 leaf, X509Certificate2Collection sentAlong)
    {
        _leaf = leaf;
        _sentAlong = sentAlong;
        TrustDomain = TrustDomainOf(leaf);
        NotAfter = leaf.NotAfter.ToUniversalTime();
    }

    /// <summary>The trust domain of the SPIFFE identity, or null where the certificate has none.</summary>
    public string? TrustDomain { get; }

    public DateTimeOffset NotAfter { get; }

    /// <summary>The leaf first, then what is sent along; null where the text holds no chain.</summary>
    public static ProxyCertificate? Read(string pem)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            return null;
        }

        if (all.Count == 0) return null;
        var leaf = all[0];
        all.RemoveAt(0);
        return new(leaf, all);
    }

    /// <summary>The one of these roots to which the certificate chains, or null. Times and names are not judged here.</summary>
    public Root? RootAmong(IReadOnlyCollection<Root> roots)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid | X509VerificationFlags.IgnoreInvalidName;
        policy.ExtraStore.AddRange(_sentAlong);
        foreach (var root in roots) policy.CustomTrustStore.Add(root.Certificate);
        if (!chain.Build(_leaf)) return null;
        var last = Fingerprint.Of(chain.ChainElements[^1].Certificate);
        return roots.FirstOrDefault(root => root.Fingerprint == last);
    }

    private static string? TrustDomainOf(X509Certificate2 leaf)
    {
        foreach (var extension in leaf.Extensions)
        {
            if (extension.Oid?.Value != AlternativeNames) continue;
            foreach (var uri in Uris(extension.RawData))
                if (uri.StartsWith(Scheme, StringComparison.Ordinal)) return uri[Scheme.Length..].Split('/')[0];
        }

        return null;
    }

    /// <summary>The names of type uniformResourceIdentifier, [6] in GeneralName of RFC 5280.</summary>
    private static List<string> Uris(byte[] names)
    {
        var uris = new List<string>();
        try
        {
            var uri = new Asn1Tag(TagClass.ContextSpecific, 6);
            var sequence = new AsnReader(names, AsnEncodingRules.DER).ReadSequence();
            while (sequence.HasData)
                if (sequence.PeekTag().HasSameClassAndValue(uri)) uris.Add(sequence.ReadCharacterString(UniversalTagNumber.IA5String, uri));
                else sequence.ReadEncodedValue();
        }
        catch (AsnContentException)
        {
            // An extension that cannot be read names nobody.
        }

        return uris;
    }
}
