using System.Text.RegularExpressions;

namespace MeshRunbook.Cli;

/// <summary>Text from outside, made harmless for a terminal.</summary>
internal static partial class Printable
{
    /// <summary>The text without escape sequences and control characters; a tab becomes a space.</summary>
    public static string Of(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        return string.Concat(Escapes().Replace(text, "").Select(c => c == '\t' ? ' ' : c).Where(c => !char.IsControl(c)));
    }

    /// <summary>The same for text of several lines, which stay lines.</summary>
    public static string Lines(string text) =>
        text.Any(char.IsControl) ? string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Of)) : text;

    [GeneratedRegex("\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?|[@-Z\\\\-_])")]
    private static partial Regex Escapes();
}
