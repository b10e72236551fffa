using System.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Secrets;

/// <summary>The forms in which a secret may show up: in clear, in Base64 at each of the three alignments, and URL-encoded.</summary>
internal static class SecretPatterns
{
    /// <summary>Shorter texts are not masked: they stand everywhere by chance, and masking would tell more than it hides.</summary>
    public const int MinimumLength = 4;

    private const int LongLine = 8;

    public static IEnumerable<byte[]> Of(Value value) => Texts(value).SelectMany(Forms).Distinct().Select(Encoding.UTF8.GetBytes);

    /// <summary>All texts in a secret value that are long enough to be masked.</summary>
    public static IEnumerable<string> Texts(Value value) => value switch
    {
        TextValue { Text.Length: >= MinimumLength } text => Lines(text.Text),
        ListValue list => list.Items.SelectMany(Texts),
        MapValue map => map.Entries.SelectMany(entry => Texts(entry.Value)),
        IntegerValue integer => Texts(Value.Of(integer.Integer.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        _ => [],
    };

    // The lines of a key or certificate may be printed indented, so each is a secret of its own; the frame around it is none.
    private static IEnumerable<string> Lines(string text)
    {
        yield return text;
        var trimmed = text.Trim();
        if (trimmed.Length >= MinimumLength && trimmed != text) yield return trimmed;
        if (!trimmed.Contains('\n')) yield break;
        foreach (var line in trimmed.Split('\n', StringSplitOptions.TrimEntries))
            if (line.Length >= LongLine && !line.StartsWith("-----", StringComparison.Ordinal)) yield return line;
    }

    private static IEnumerable<string> Forms(string text)
    {
        yield return text;
        yield return Uri.EscapeDataString(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var alignment = 0; alignment < 3; alignment++)
        {
            var encoded = Base64(bytes, alignment);
            if (encoded.Length < MinimumLength + 2) continue;
            yield return encoded;
            yield return encoded.Replace('+', '-').Replace('/', '_');
        }
    }

    /// <summary>The characters of the Base64 text that depend on these bytes alone, when so many others stand before them.</summary>
    private static string Base64(byte[] bytes, int before)
    {
        var encoded = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
        var from = before switch { 0 => 0, 1 => 2, _ => 3 };
        var whole = (before + bytes.Length) % 3 == 0 ? encoded.Length : encoded.Length - 1;
        return encoded[from..Math.Max(from, whole)];
    }
}
