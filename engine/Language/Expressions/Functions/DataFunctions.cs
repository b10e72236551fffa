using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using static MeshRunbook.Language.Expressions.Functions.Arguments;

namespace MeshRunbook.Language.Expressions.Functions;

/// <summary>Functions that read what commands print.</summary>
internal static class DataFunctions
{
    public static IEnumerable<Function> All { get; } =
    [
        new("json", "the value that a JSON text holds", """json '{"a": 1}'""", [TakesText("TEXT")], Always(DataType.Any), Json),
        new("to_json", "the value as compact JSON", "to_json ['a', 1]", [TakesAny("VALUE")], Always(DataType.String),
            a => Value.Of(ValueJson.Text(a[0]))),
        new("fingerprint", "sha256: and the lower-case hexadecimal SHA-256 of the DER form of the first certificate in a PEM text",
            "fingerprint stdout", [TakesText("PEM")], Always(DataType.String), a => Fingerprint(a[0].AsText())),
    ];

    private static Evaluated Json(ImmutableArray<Value> a)
    {
        var (value, problem) = ValueJson.Parse(a[0].AsText());
        return value ?? Evaluated.Failed($"`json` got text that is no JSON: {problem}");
    }

    private static Evaluated Fingerprint(string text)
    {
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label].SequenceEqual("CERTIFICATE"))
            {
                var der = Convert.FromBase64String(rest[fields.Base64Data].ToString());
                return IsCertificate(der)
                    ? Value.Of("sha256:" + Convert.ToHexStringLower(SHA256.HashData(der)))
                    : Evaluated.Failed("`fingerprint` got a PEM block that is called a certificate, but does not hold one");
            }
            rest = rest[fields.Location.End..];
        }
        return Evaluated.Failed("`fingerprint` got text without a PEM certificate (-----BEGIN CERTIFICATE-----)");
    }

    private static bool IsCertificate(byte[] der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            return certificate.RawDataMemory.Span.SequenceEqual(der);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
