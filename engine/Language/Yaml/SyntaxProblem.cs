using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;
using YamlDotNet.Core;

namespace MeshRunbook.Language.Yaml;

/// <summary>Says in the language's own words what YamlDotNet found wrong.</summary>
internal static class SyntaxProblem
{
    public static Diagnostic Describe(SourceText source, YamlException exception, int start, int end)
    {
        var line = source.PositionOf(start).Line;
        if (LeadingTab(source, line) is { } tab)
            return new(YamlCodes.Tab, "a tab stands in the indentation", new(source, new Span(tab, 1)), Help: "indent with spaces");

        if (start >= source.Content.Length && start > 0)
            start = LastCharacter(source, start);
        var span = Span.Between(start, Math.Max(end, start + 1));
        var (message, help) = Translate(exception.Message);
        return new(YamlCodes.Syntax, message, new(source, span), "YAML cannot be read from here on", help);
    }

    private static (string Message, string? Help) Translate(string message) => message switch
    {
        _ when message.Contains("Mapping values are not allowed", StringComparison.Ordinal) || message.Contains("mapping values", StringComparison.OrdinalIgnoreCase) =>
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
        _ => ("this is not YAML: " + Plain(message), null),
    };

    private static string Plain(string message)
    {
        var text = message.TrimEnd('.', ' ');
        return text.Length == 0 ? "unreadable" : char.ToLowerInvariant(text[0]) + text[1..];
    }

    private static int? LeadingTab(SourceText source, int line)
    {
        for (var at = source.StartOf(line); at < source.Content.Length && source.Content[at] is ' ' or '\t'; at++)
            if (source.Content[at] == '\t') return at;
        return null;
    }

    private static int LastCharacter(SourceText source, int at)
    {
        at = Math.Min(at, source.Content.Length) - 1;
        while (at > 0 && char.IsWhiteSpace(source.Content[at])) at--;
        return at;
    }
}
