using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace MeshRunbook.Mesh.Trust;

/// <summary>A certificate that may be trusted as a root; two are the same if their DER is.</summary>
internal sealed partial class Root(X509Certificate2 certificate) : IEquatable<Root>
{
    /// <summary>How the vendor's tools begin the name of the root of Mesh CA.</summary>
    private const string MeshCaName = "istio_v1_cloud_workload_root-signer";

    public X509Certificate2 Certificate { get; } = certificate;

    public Fingerprint Fingerprint { get; } = Fingerprint.Of(certificate);

    /// <summary>Whether it may be the root of Mesh CA. A name proves nothing: this only finds the certificate whose
    /// fingerprint is then compared.</summary>
    public bool LooksLikeMeshCa =>
        Certificate.SubjectName.RawData.AsSpan().SequenceEqual(Certificate.IssuerName.RawData)
        && Certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false).StartsWith(MeshCaName, StringComparison.Ordinal);

    /// <summary>The certificates in a text, in their order and without duplicates; null where one cannot be read.</summary>
    public static ImmutableArray<Root>? ReadPem(string text)
    {
        var roots = ImmutableArray.CreateBuilder<Root>();
        try
        {
            foreach (var block in Blocks().EnumerateMatches(text))
            {
                var root = new Root(X509Certificate2.CreateFromPem(text.AsSpan(block.Index, block.Length)));
                if (!roots.Contains(root)) roots.Add(root);
            }
        }
        catch (CryptographicException)
        {
            return null;
        }

        return roots.ToImmutable();
    }

    public bool Equals(Root? other) => other is not null && Fingerprint == other.Fingerprint;

    public override bool Equals(object? obj) => Equals(obj as Root);

    public override int GetHashCode() => Fingerprint.GetHashCode();

    [GeneratedRegex("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
