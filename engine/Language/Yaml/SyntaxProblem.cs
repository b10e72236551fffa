using System.Buffers;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Yaml;

/// <summary>Says in the language's own words what YamlDotNet found wrong.</summary>
internal static class SyntaxProblem
{
    // A key that is not marked with `?` must end within so many characters, says YAML.
    private const int LongestKey = 1024;

    private const int ConflictLines = 200;

    private const string BadEscape = "no escape begins so";

    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static Diagnostic Describe(SourceText source, string problem, int start, int end)
    {
        if (Conflict(source, source.PositionOf(end).Line) is { } conflict)
            return new(YamlCodes.Syntax, "a merge conflict has not been resolved", conflict, "marks a conflict",
                "keep one of the two versions, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`");
        if (LeadingTab(source, source.PositionOf(start).Line, IsAbout(problem, " tab ") ? source.LineCount : 0) is { } tab)
            return new(YamlCodes.Tab, "a tab stands in the indentation", new(source, new Span(tab, 1)), Help: "indent with spaces");

        if (BareTemplate(source, source.PositionOf(start).Line) is { } template)
            return new(YamlCodes.BareTemplate, "a value that begins with a template needs quotes", template, "YAML takes this for a mapping",
                "put the whole value into quotes");
        if (start >= source.Content.Length && start > 0)
            start = LastCharacter(source, start);
        var (message, help) = AtLine(source, problem, start) ?? Translate(problem);
        // YamlDotNet says of a wrong escape where its text begins, and ends with the escape.
        if (message == BadEscape && source.Content.IndexOf('\\', Math.Max(start, end - 1)) is var escape and >= 0 && escape <= end + 1)
            (start, end) = (escape, Math.Min(escape + 2, source.Content.Length));
        else if (message == BadEscape && end > start)
            start = Math.Max(start, source.Content.LastIndexOf('\\', end - 1, end - start));
        var span = Span.Between(start, Math.Max(end, start + 1));
        return new(YamlCodes.Syntax, message, new(source, span), "YAML cannot be read from here on", help);
    }

    /// <summary>What the line tells better than the parser, which only knows that no key or item can stand there.</summary>
    private static (string Message, string? Help)? AtLine(SourceText source, string problem, int start)
    {
        if (!IsAbout(problem, "block mapping") && !IsAbout(problem, "block collection") && !IsAbout(problem, "mapping values") && !IsAbout(problem, "invalid mapping")) return null;
        var line = source.PositionOf(start).Line;
        var before = source.Content.AsSpan(source.StartOf(line), Math.Max(0, start - source.StartOf(line)));
        if (Token(source.Line(line)) > LongestKey)
            return ($"a key has at most {LongestKey:N0} characters", "shorten it; a long text is a value, behind `key:`");
        if (IsAbout(problem, "mapping values") || IsAbout(problem, "invalid mapping"))
            return line > 1 && LacksSpace(source.Line(line - 1))
                ? ("a `: ` stands where no key can be", "write a space after the `:` of the line above, as in `key: value`")
                : null;
        if (before.TrimEnd() is [.., '"' or '\''])
            return ("text follows a quote that is closed", "put the quote at the end; inside single quotes write '' for one quote");
        var own = source.Line(line).AsSpan().Trim();
        return before.IsWhiteSpace() && !own.Contains(':') && own is not ['-', ' ', ..] && own is not "-"
            ? ("a key has no `:` after it", "write `key: value`; correct the indentation if this belongs to the line above")
            : null;
    }

    /// <summary>The length of what stands before the first white space of a line.</summary>
    private static int Token(string line)
    {
        var text = line.AsSpan().TrimStart();
        var end = text.IndexOfAny(' ', '\t');
        return end < 0 ? text.Length : end;
    }

    /// <summary>Whether a line is `key:value`, which YAML takes for one text.</summary>
    private static bool LacksSpace(string line)
    {
        var text = line.AsSpan().Trim();
        var colon = text.IndexOf(':');
        return colon > 0 && colon + 1 < text.Length && text[colon + 1] is not (' ' or '/') && !text[..colon].ContainsAnyExcept(KeyCharacters);
    }

    private static bool IsAbout(string problem, string words) => problem.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static (string Message, string? Help) Translate(string message) => message switch
    {
        _ when IsAbout(message, "escape") || IsAbout(message, "surrogate") || IsAbout(message, "hexadecimal number") =>
            (BadEscape, "in double quotes a backslash itself is written `\\\\`; in single quotes it means itself"),
        _ when IsAbout(message, "anchor or alias") =>
            ("a value that begins with `&` or `*` needs quotes", "put the value in quotes"),
        _ when IsAbout(message, "block scalar") =>
            ("a value that begins with `|` or `>` needs quotes", "put the value in quotes; a text of several lines begins on the line after `|` or `>`"),
        _ when IsAbout(message, "tag handle") || IsAbout(message, "scanning a tag") =>
            ("a value that begins with `!` needs quotes", "put the value in quotes; the language has no tags"),
        _ when IsAbout(message, "node content") =>
            ("a value is missing here", "write a value before it, or remove a bracket or comma too many"),
        _ when IsAbout(message, "incompatible YAML") || IsAbout(message, "directive") =>
            ("this line with `%` cannot be read", "remove it: a runbook needs no directive"),
        _ when IsAbout(message, "document start") =>
            ("a line with `%` stands before the runbook, but no `---` after it", "remove the line with `%`"),
        _ when message.Contains("mapping values", StringComparison.OrdinalIgnoreCase) || message.Contains("invalid mapping", StringComparison.OrdinalIgnoreCase) =>
            ("a `: ` stands where no key can be", "quote the value if it contains `: `, or correct the indentation"),
        _ when message.Contains("simple key", StringComparison.OrdinalIgnoreCase) =>
            ("a key has no `:` after it", "write `key: value`; correct the indentation if this belongs to the line above"),
        _ when message.Contains("block collection", StringComparison.OrdinalIgnoreCase) || message.Contains("block mapping", StringComparison.OrdinalIgnoreCase)
            || message.Contains("block entries", StringComparison.OrdinalIgnoreCase) || message.Contains("'-' indicator", StringComparison.OrdinalIgnoreCase) =>
            ("the indentation fits no list or mapping above", "align it with the keys or items that it belongs to"),
        _ when message.Contains("quoted scalar", StringComparison.OrdinalIgnoreCase) =>
            ("a quoted text does not end", "close the quote; inside single quotes write '' for one quote"),
        _ when message.Contains("flow sequence", StringComparison.OrdinalIgnoreCase) =>
            ("a list in `[ ]` is not closed or lacks a comma", "close it with `]` and put commas between its items"),
        _ when message.Contains("flow mapping", StringComparison.OrdinalIgnoreCase) =>
            ("a mapping in `{ }` is not closed or lacks a comma", "close it with `}`; a value that begins with a template needs quotes: \"{{ ... }}\""),
        _ when message.Contains("cannot start any token", StringComparison.OrdinalIgnoreCase) =>
            ("a value cannot begin with this character", "put the value in quotes"),
        "" => ("the text cannot be read as YAML here", "look for a bracket or quote above that is not closed, or a line that is indented wrongly"),
        _ => ("this is not YAML: " + Plain(message), "look for a bracket or quote above that is not closed, or a line that is indented wrongly"),
    };

    private static string Plain(string message)
    {
        var text = message.TrimEnd('.', ' ');
        return char.ToLowerInvariant(text[0]) + text[1..];
    }

    /// <summary>The first tab in the indentation of a line, or of those after it up to <paramref name="last"/>.</summary>
    private static int? LeadingTab(SourceText source, int line, int last)
    {
        do
        {
            var text = source.Line(line);
            var tab = text.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && text.AsSpan(0, tab).IsWhiteSpace()) return source.StartOf(line) + tab;
        }
        while (++line <= Math.Min(last, source.LineCount));

        return null;
    }

    /// <summary>The value of a line if it begins with a template and is not quoted: YAML stumbles over the text behind it.</summary>
    private static Location? BareTemplate(SourceText source, int line)
    {
        var text = source.Line(line);
        var value = text.IndexOf(": {{", StringComparison.Ordinal) is var colon and >= 0 ? colon + 2
            : text.AsSpan().TrimStart().StartsWith("- {{", StringComparison.Ordinal) ? text.IndexOf("{{", StringComparison.Ordinal)
            : -1;
        return value < 0 ? null : new(source, new Span(source.StartOf(line) + value, text.TrimEnd().Length - value));
    }

    /// <summary>From a place to the end of its line, without white space.</summary>
    public static Location RestOfLine(SourceText source, int start)
    {
        var (line, column) = source.PositionOf(start);
        var text = source.Line(line).AsSpan(Math.Min(column - 1, source.Line(line).Length)).TrimEnd();
        return new(source, new Span(start, text.Length));
    }

    private static Location? Conflict(SourceText source, int last)
    {
        for (var line = last; line > 0 && line > last - ConflictLines; line--)
            if (source.Line(line) is var text && text.StartsWith("<<<<<<< ", StringComparison.Ordinal))
                return new(source, new Span(source.StartOf(line), text.Length));
        return null;
    }

    private static int LastCharacter(SourceText source, int at)
    {
        at = Math.Min(at, source.Content.Length) - 1;
        while (at > 0 && char.IsWhiteSpace(source.Content[at])) at--;
        return at;
    }
}
