using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace MeshSim.Sidecars;

/// <summary>The secrets in use of a proxy, as Envoy writes them: private keys redacted, in an order that means nothing and so changes.</summary>
internal static class EnvoySecrets
{
    private const string EntryType = "type.googleapis.com/envoy.admin.v3.SecretsConfigDump.DynamicSecret";
    private const string SecretType = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";
    private static readonly string Redacted = Convert.ToBase64String("[redacted]"u8);
    private static readonly Lazy<X509Certificate2> Credential = new(MakeCredential);

    /// <param name="isGateway">Gateways also hold the certificate that they show to clients outside.</param>
    public static JsonObject[] Of(Proxy proxy, bool isGateway)
    {
        var secrets = new List<JsonObject>
        {
            Entry("default", proxy.Updated, "tls_certificate", Certificate(proxy.Certificate.ChainPem)),
            Entry("ROOTCA", proxy.Updated, "validation_context", new() { ["trusted_ca"] = Bytes(proxy.Bundle.Pem) }),
        };
        if (isGateway)
        {
            secrets.Add(Entry("kubernetes://ingress-credential", proxy.Updated, "tls_certificate",
                Certificate(Credential.Value.ExportCertificatePem() + "\n")));
        }

        var shuffled = secrets.ToArray();
        Random.Shared.Shuffle(shuffled);
        return shuffled;
    }

    private static JsonObject Entry(string name, DateTimeOffset updated, string kind, JsonObject content) => new()
    {
        ["@type"] = EntryType,
        ["name"] = name,
        ["version_info"] = updated.Ticks.ToString(CultureInfo.InvariantCulture),
        ["last_updated"] = updated.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["secret"] = new JsonObject { ["@type"] = SecretType, ["name"] = name, [kind] = content },
    };

    private static JsonObject Certificate(string chain) => new()
    {
        ["certificate_chain"] = Bytes(chain),
        ["private_key"] = new JsonObject { ["inline_bytes"] = Redacted },
    };

    private static JsonObject Bytes(string text) => new() { ["inline_bytes"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(text)) };

    private static X509Certificate2 MakeCredential()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=shop.example.com, O=Public CA", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));
    }
}
