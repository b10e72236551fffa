using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace MeshRunbook.Mesh.Trust;

/// <summary>The SHA-256 of a certificate's DER, written <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
internal readonly partial record struct Fingerprint : IComparable<Fingerprint>
{
    private const string Prefix = "sha256:";
    private readonly string _text;

    private Fingerprint(string text) => _text = text;

    /// <summary>Enough of it for people to tell a few roots apart.</summary>
    public string Short => _text[..(Prefix.Length + 8)];

    public static Fingerprint Of(X509Certificate2 certificate) =>
        new(Prefix + Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)));

    /// <summary>Reads <c>sha256:</c> and 64 digits, in upper or lower case, with or without colons as openssl prints them.</summary>
    public static Fingerprint? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        var hex = text[Prefix.Length..].Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        return Digits().IsMatch(hex) ? new(Prefix + hex) : null;
    }

    public int CompareTo(Fingerprint other) => string.CompareOrdinal(_text, other._text);

    public override string ToString() => _text;

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Digits();
}
