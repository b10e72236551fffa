using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Formatting;

/// <summary>How a scalar is written: as it stands, but without quotes that it does not need.</summary>
internal static class ScalarForm
{
    private static readonly string[] Words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

    /// <summary>The lines of the scalar; all but the first get the indentation of what it lies in and two spaces more.</summary>
    public static IReadOnlyList<string> Lines(SourceText source, YamlScalar scalar)
    {
        var text = source.Content.Substring(scalar.Location.Span.Start, scalar.Location.Span.Length);
        if (scalar.Style is YamlStyle.Literal or YamlStyle.Folded) return Block(source, scalar, text);
        if (!scalar.IsPlain && IsPlain(scalar.Text)) return [scalar.Text];
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        // Indentation and white space around line breaks mean nothing, unless a backslash keeps a space.
        return [.. lines.Select((line, i) =>
        {
            var rest = i == 0 ? line : line.TrimStart();
            return i == lines.Length - 1 || rest.TrimEnd().EndsWith('\\') ? rest : rest.TrimEnd();
        })];
    }

    /// <summary>Whether empty lines behind the scalar belong to it.</summary>
    public static bool KeepsLines(SourceText source, YamlScalar scalar)
    {
        if (scalar.Style is not (YamlStyle.Literal or YamlStyle.Folded)) return false;
        var (line, column) = source.PositionOf(scalar.Location.Span.Start);
        return source.Line(line)[(column - 1)..].TakeWhile(c => c != ' ').Contains('+');
    }

    /// <summary>Whether the text needs no quotes anywhere.</summary>
    public static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] is '/' or '_') && text[^1] != ' '
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '.' or '/' or '-' or '@' or '+' or '=')
        && !Words.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>The header as it stands; the lines without the indentation that they share.</summary>
    private static List<string> Block(SourceText source, YamlScalar scalar, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var (line, column) = source.PositionOf(scalar.Location.Span.Start);
        var header = Ending(source.Line(line)[(column - 1)..].TrimEnd(), scalar);
        var given = header.TakeWhile(c => c != ' ').FirstOrDefault(char.IsAsciiDigit);
        var content = lines.Skip(1).ToList();
        var indent = given == '\0'
            ? content.FirstOrDefault(one => one.Trim(' ').Length > 0) is { } first ? first.Length - first.TrimStart(' ').Length : 0
            : IndentAround(source, line) + given - '0';
        var written = new List<string> { given == '\0' ? header : header.Replace(given, '2') };
        written.AddRange(content.Select(one => one.Length > indent ? one[indent..] : ""));
        // `+` keeps the empty lines at the end, which do not count as part of the scalar's place.
        if (KeepsLines(source, scalar))
            written.AddRange(Enumerable.Repeat("", Math.Max(0, scalar.Text.Length - scalar.Text.TrimEnd('\n').Length - 1)));
        return written;
    }

    /// <summary>The header with `-` where a file ends in the scalar without a line break: else canonical form would give it one.</summary>
    private static string Ending(string header, YamlScalar scalar)
    {
        var indicators = string.Concat(header.TakeWhile(c => c != ' '));
        return scalar.Text.Length == 0 || scalar.Text.EndsWith('\n') || indicators.Contains('-')
            ? header
            : $"{indicators.Replace("+", "", StringComparison.Ordinal)}-{header[indicators.Length..]}";
    }

    /// <summary>The indentation of the mapping or list in which a line stands.</summary>
    private static int IndentAround(SourceText source, int line)
    {
        var text = source.Line(line);
        var indent = text.Length - text.TrimStart(' ').Length;
        while (text.AsSpan(indent).StartsWith("- ")) indent += 2;
        return indent;
    }
}
