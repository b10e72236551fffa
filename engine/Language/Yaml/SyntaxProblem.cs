using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Yaml;

/// <summary>Says in the language's own words what YamlDotNet found wrong.</summary>
internal static class SyntaxProblem
{
    public static Diagnostic Describe(SourceText source, string problem, int start, int end)
    {
        var isAboutTab = problem.Contains("tab character", StringComparison.OrdinalIgnoreCase);
        if (LeadingTab(source, source.PositionOf(start).Line, isAboutTab ? source.PositionOf(end).Line + 1 : 0) is { } tab)
            return new(YamlCodes.Tab, "a tab stands in the indentation", new(source, new Span(tab, 1)), Help: "indent with spaces");

        if (BareTemplate(source, source.PositionOf(start).Line) is { } template)
            return new(YamlCodes.BareTemplate, "a value that begins with a template needs quotes", template, "YAML takes this for a mapping",
                "put the whole value into quotes");
        if (start >= source.Content.Length && start > 0)
            start = LastCharacter(source, start);
        var span = Span.Between(start, Math.Max(end, start + 1));
        var (message, help) = Translate(problem);
        return new(YamlCodes.Syntax, message, new(source, span), "YAML cannot be read from here on", help);
    }

    private static (string Message, string? Help) Translate(string message) => message switch
    {
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
        _ => ("this is not YAML: " + Plain(message), null),
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

    private static int LastCharacter(SourceText source, int at)
    {
        at = Math.Min(at, source.Content.Length) - 1;
        while (at > 0 && char.IsWhiteSpace(source.Content[at])) at--;
        return at;
    }
}
