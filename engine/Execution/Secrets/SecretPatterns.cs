using System.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Secrets;

/// <summary>What to look for so that a secret value shows up nowhere: its texts, their lines, and all their forms.</summary>
internal static class SecretPatterns
{
    /// <summary>Shorter texts are not masked: they stand everywhere by chance, and masking would tell more than it hides.</summary>
    public const int MinimumLength = 4;

    /// <summary>Shorter lines of a text of several lines stand elsewhere by chance, such as `kind: x`; but not those of a key.</summary>
    public const int LongLine = 8;

    private const string Frame = "-----";

    public static IEnumerable<byte[]> Of(Value value) => Texts(value).SelectMany(SecretForms.Of).Distinct().Select(Encoding.UTF8.GetBytes);

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
        var shortest = trimmed.Contains(Frame + "BEGIN ", StringComparison.Ordinal) ? MinimumLength : LongLine;
        foreach (var line in trimmed.Split('\n', StringSplitOptions.TrimEntries))
            if (line.Length >= shortest && !line.StartsWith(Frame, StringComparison.Ordinal)) yield return line;
    }
}
