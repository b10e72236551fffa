using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace MeshRunbook.Cli.Trust;

/// <summary>The roots named on a command line; a PEM file with several counts as all of them.</summary>
internal sealed partial class ExpectedRoots(IEnumerable<string> given)
{
    private static readonly string[] Known = ["citadel", "meshca"];

    /// <exception cref="Refusal">A word is no root.</exception>
    public ImmutableArray<string> Names { get; } = [.. given.SelectMany(Of)];

    private static IEnumerable<string> Of(string word)
    {
        if (Known.Contains(word.ToLowerInvariant())) return [word.ToLowerInvariant()];
        if (word.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase))
            return Fingerprint().IsMatch(word) ? [word] : throw Refusal.Usage($"`{word}` is no fingerprint", "give sha256: and 64 hexadecimal digits, with or without colons");
        if (!File.Exists(word))
            throw Refusal.Usage($"`{word}` is neither citadel, meshca, sha256:HEX nor a file", "name the roots with commas: --expect-roots citadel,meshca");
        var blocks = Blocks().Matches(File.ReadAllText(word)).Select(block => block.Value).ToList();
        return blocks.Count switch
        {
            0 => throw Refusal.Usage($"`{word}` holds no certificate", "give a PEM file: -----BEGIN CERTIFICATE-----"),
            1 => [word],
            _ => blocks,
        };
    }

    [GeneratedRegex("^sha256:([0-9a-f]{2}:?){32}$", RegexOptions.IgnoreCase)]
    private static partial Regex Fingerprint();

    [GeneratedRegex("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
