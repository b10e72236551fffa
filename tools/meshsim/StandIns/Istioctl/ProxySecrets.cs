using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshSim.Certificates;
using MeshSim.Scenario;
using MeshSim.Sidecars;

namespace MeshSim.StandIns.Istioctl;

/// <summary>The secrets that a proxy holds, as <c>istioctl proxy-config secret</c> shows them; their order means nothing, so it changes.</summary>
internal static class ProxySecrets
{
    private const string SecretType = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, IndentSize = 4 };
    private static readonly Lazy<X509Certificate2> Credential = new(MakeCredential);

    /// <param name="proxy">Whose secrets.</param>
    /// <param name="isGateway">Gateways also hold the certificate that they show to clients outside.</param>
    public static string Json(Proxy proxy, bool isGateway)
    {
        var secrets = new List<JsonObject>
        {
            Entry("default", proxy.Updated, "tlsCertificate", Certificate(proxy.Certificate.ChainPem)),
            Entry("ROOTCA", proxy.Updated, "validationContext", new() { ["trustedCa"] = Bytes(proxy.Bundle.Pem) }),
        };
        if (isGateway)
        {
            secrets.Add(Entry("kubernetes://ingress-credential", proxy.Updated, "tlsCertificate",
                Certificate(Credential.Value.ExportCertificatePem() + "\n")));
        }

        var shuffled = secrets.ToArray();
        Random.Shared.Shuffle(shuffled);
        return new JsonObject { ["dynamicActiveSecrets"] = new JsonArray(shuffled) }.ToJsonString(Format) + "\n";
    }

    public static string Table(Proxy proxy, AsmVersion version)
    {
        string[] head = ["RESOURCE NAME", "TYPE", "STATUS", "VALID CERT", "SERIAL NUMBER", "NOT AFTER", "NOT BEFORE"];
        var rows = new List<string[]> { Row("default", "Cert Chain", proxy.Certificate.Leaf, version) };
        if (proxy.Bundle.Roots is [var first, ..]) rows.Add(Row("ROOTCA", "CA", first.Certificate, version));
        if (Random.Shared.Next(2) == 0) rows.Reverse();
        return TextTable.Write(5, [head, .. rows]);
    }

    private static string[] Row(string name, string type, X509Certificate2 certificate, AsmVersion version)
    {
        var now = DateTime.UtcNow;
        var valid = certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime();
        return [name, type, "ACTIVE", valid ? "true" : "false", Serial(certificate, version), Stamp(certificate.NotAfter), Stamp(certificate.NotBefore)];
    }

    private static string Serial(X509Certificate2 certificate, AsmVersion version)
    {
        var number = new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);
        return version.PrintsHexadecimalSerials
            ? number.ToString("x", CultureInfo.InvariantCulture).TrimStart('0')
            : number.ToString(CultureInfo.InvariantCulture);
    }

    private static string Stamp(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Entry(string name, DateTimeOffset updated, string kind, JsonObject content) => new()
    {
        ["name"] = name,
        ["versionInfo"] = updated.Ticks.ToString(CultureInfo.InvariantCulture),
        ["lastUpdated"] = updated.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["secret"] = new JsonObject { ["@type"] = SecretType, ["name"] = name, [kind] = content },
    };

    private static JsonObject Certificate(string chain) => new()
    {
        ["certificateChain"] = Bytes(chain),
        ["privateKey"] = new JsonObject { ["inlineBytes"] = "W3JlZGFjdGVkXQ==" },
    };

    private static JsonObject Bytes(string text) => new() { ["inlineBytes"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(text)) };

    private static X509Certificate2 MakeCredential()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=shop.example.com, O=Public CA", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));
    }
}
