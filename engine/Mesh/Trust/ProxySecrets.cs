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

/// <summary>Reads what <c>istioctl proxy-config secret -o json</c> prints; each distinct bundle only once.</summary>
internal sealed class ProxySecretsReader
{
    private readonly ConcurrentDictionary<string, Lazy<ImmutableArray<Root>?>> _bundles = new(StringComparer.Ordinal);

    /// <summary>The secrets, or what is wrong with them. Secrets are found by name, and only those in use count: a warming
    /// one is not active yet.</summary>
    public (ProxySecrets? Secrets, string? Problem) Read(string printed)
    {
        try
        {
            using var document = JsonDocument.Parse(printed.AsMemory(Math.Max(0, printed.IndexOf('{', StringComparison.Ordinal))));
            var active = document.RootElement.Items("dynamicActiveSecrets").ToList();
            if (Bytes(Find(active, "default").At("tlsCertificate", "certificateChain")) is not { } chain)
                return (null, "holds no certificate (no active secret named default)");
            if (BundleOf(Find(active, "ROOTCA").At("validationContext")) is not { Length: > 0 } bundle)
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
        if (Bytes(validation.At("trustedCa")) is { } single) return Parse(single);
        // Where meshConfig names roots for other trust domains, Envoy gets a bundle for each of them.
        var domains = validation.At("customValidatorConfig", "typedConfig").Items("trustDomains");
        var all = string.Join('\n', domains.Select(domain => Bytes(domain.At("trustBundle"))).OfType<string>());
        return all.Length == 0 ? null : Parse(all);
    }

    private ImmutableArray<Root>? Parse(string pem) => _bundles.GetOrAdd(pem, text => new(() => Root.ReadPem(text))).Value;

    private static string? Bytes(JsonElement source) => source.Text("inlineString")
        ?? (source.Text("inlineBytes") is { Length: > 0 } base64 ? Encoding.UTF8.GetString(Convert.FromBase64String(base64)) : null);
}
