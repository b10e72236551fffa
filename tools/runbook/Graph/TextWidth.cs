using System.Collections.Immutable;

namespace MeshRunbook.Cli.Graph;

/// <summary>How wide text of 12 pixels is, near enough for a box around it: no font can be asked where the picture is made.</summary>
internal static class TextWidth
{
    private const string Narrow = "ijltfrI.,:;'|!()[]‹›` ";
    private const string Wide = "mwMW@%—…";

    public static double Of(string text) => text.Sum(Of);

    /// <summary>How much wider text is in bold.</summary>
    public const double Bold = 1.1;

    /// <summary>The text, cut with an ellipsis where it is wider than <paramref name="width"/> pixels.</summary>
    public static string Fit(string text, double width)
    {
        if (Of(text) <= width) return text;
        var used = Of('…');
        var length = 0;
        while (length < text.Length && used + Of(text[length]) <= width) used += Of(text[length++]);
        if (length > 0 && char.IsHighSurrogate(text[length - 1])) length--;
        return text[..length].TrimEnd() + "…";
    }

    /// <summary>The text in lines of no more than <paramref name="width"/> pixels, broken between words; the last of <paramref name="most"/> is cut.</summary>
    public static ImmutableArray<string> Lines(string text, double width, int most)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            var longer = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (lines[^1].Length == 0 || lines.Count == most || Of(longer) <= width) lines[^1] = longer;
            else lines.Add(word);
        }

        return [.. lines.Select(line => Fit(line, width))];
    }

    private static double Of(char c) => Narrow.Contains(c, StringComparison.Ordinal) ? 4.2
        : Wide.Contains(c, StringComparison.Ordinal) ? 11
        : char.IsUpper(c) ? 8.6
        : c < 0x2e80 ? 7.2 : 12;
}
