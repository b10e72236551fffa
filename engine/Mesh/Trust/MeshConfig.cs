using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace MeshRunbook.Mesh.Trust;

/// <summary>What a revision's mesh config says about trust.</summary>
/// <param name="CaCertificates">The roots that its proxies get beside the one of their own CA.</param>
internal sealed partial record MeshConfig(string TrustDomain, ImmutableArray<string> Aliases, ImmutableArray<Root> CaCertificates)
{
    private const string Unnamed = "cluster.local";

    /// <summary>The trust domain and its aliases.</summary>
    public IEnumerable<string> Domains => Aliases.Prepend(TrustDomain).Distinct();

    /// <summary>Reads the three fields, or null where one of them is written in a way that is not certain to be understood.</summary>
    public static MeshConfig? Read(string text)
    {
        if (MeshConfigFields.Read(text) is not { } fields) return null;
        var domain = fields.Scalar("trustDomain");
        var aliases = fields.List("trustDomainAliases");
        var certificates = Certificates(fields.Raw("caCertificates") ?? "");
        if (domain is null || aliases is null || certificates is null) return null;
        return new(domain.Length == 0 ? Unnamed : domain, aliases.Value, certificates.Value);
    }

    /// <summary>PEM looks the same in every style of YAML and in JSON, but for white space, quotes and escaped line ends.</summary>
    private static ImmutableArray<Root>? Certificates(string raw)
    {
        var pem = string.Join('\n', PemBlocks().Matches(raw).Select(match =>
        {
            var base64 = Noise().Replace(match.Groups[1].Value, "");
            return $"-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----";
        }));
        var roots = Root.ReadPem(pem);
        var announced = raw.Split("BEGIN CERTIFICATE").Length - 1;
        return roots is null || PemBlocks().Count(raw) != announced ? null : roots;
    }

    [GeneratedRegex("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", RegexOptions.Singleline)]
    private static partial Regex PemBlocks();

    [GeneratedRegex(@"\\[nr]|[\s""\\]")]
    private static partial Regex Noise();
}
