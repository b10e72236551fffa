using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Trust;

/// <summary>What a proxy holds: its own certificate and the roots that it trusts.</summary>
internal sealed record ProxySecrets(ProxyCertificate Certificate, ImmutableArray<Root> Bundle)
{
    public bool Trusts(Root root) => Bundle.Contains(root);
}

/// <summary>Reads the secrets of proxies, as Envoy's config dump has them and as istioctl prints them; each distinct bundle only once.</summary>
internal sealed class ProxySecretsReader
{
    private readonly ConcurrentDictionary<string, Lazy<ImmutableArray<Root>?>> _bundles = new(StringComparer.Ordinal);

    /// <summary>As a tool printed it, which may say something before the JSON.</summary>
    public (ProxySecrets? Secrets, string? Problem) Read(string printed) =>
        Read(Encoding.UTF8.GetBytes(printed[Math.Max(0, printed.IndexOf('{', StringComparison.Ordinal))..]));

    /// <summary>The secrets, or what is wrong with them. Secrets are found by name, and only those in use count: a warming
    /// one is not active yet.</summary>
    public (ProxySecrets? Secrets, string? Problem) Read(ReadOnlyMemory<byte> printed)
    {
        try
        {
            using var document = JsonDocument.Parse(printed);
            var active = document.RootElement.Items("configs").Concat(document.RootElement.Items("dynamicActiveSecrets")).ToList();
            if (Bytes(Field(Field(Find(active, "default"), "tls_certificate"), "certificate_chain")) is not { } chain)
                return (null, "holds no certificate (no active secret named default)");
            if (BundleOf(Field(Find(active, "ROOTCA"), "validation_context")) is not { Length: > 0 } bundle)
                return (null, "holds no readable root certificates (no active secret named ROOTCA)");
            return ProxyCertificate.Read(chain) is { } certificate
                ? (new(certificate, bundle), null) : (null, "holds a certificate that cannot be read");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return (null, "answers with something that is not a list of secrets");
        }
    }

    private static JsonElement Find(List<JsonElement> secrets, string name) =>
        secrets.FirstOrDefault(secret => secret.Text("name") == name).At("secret");

    private ImmutableArray<Root>? BundleOf(JsonElement validation)
    {
        if (Bytes(Field(validation, "trusted_ca")) is { } single) return Parse(single);
        // Where meshConfig names roots for other trust domains, Envoy gets a bundle for each of them.
        var domains = Field(Field(Field(validation, "custom_validator_config"), "typed_config"), "trust_domains").Items();
        var all = string.Join('\n', domains.Select(domain => Bytes(Field(domain, "trust_bundle"))).OfType<string>());
        return all.Length == 0 ? null : Parse(all);
    }

    private ImmutableArray<Root>? Parse(string pem) => _bundles.GetOrAdd(pem, text => new(() => Root.ReadPem(text))).Value;

    private static string? Bytes(JsonElement source) => Field(source, "inline_string").AsText()
        ?? (Field(source, "inline_bytes").AsText() is { Length: > 0 } base64 ? Encoding.UTF8.GetString(Convert.FromBase64String(base64)) : null);

    /// <summary>A field under its name in Envoy's definitions, or, as istioctl prints it, in camel case.</summary>
    private static JsonElement Field(JsonElement element, string name) =>
        element.At(name) is { ValueKind: not JsonValueKind.Undefined } value ? value : element.At(Camel(name));

    private static string Camel(string name) =>
        string.Concat(name.Split('_').Select((word, place) => place == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
