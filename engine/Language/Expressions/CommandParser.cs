using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions.Binding;
using MeshRunbook.Language.Expressions.Commands;
using MeshRunbook.Language.Expressions.Parsing;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Expressions;

/// <summary>A command line, or a list of words, to a checked command. Never throws; every mistake is a diagnostic.</summary>
public static class CommandParser
{
    private static readonly DataType Words = DataType.ListOf(DataType.String);

    /// <summary>A command in one text, split as a shell would.</summary>
    /// <param name="symbols">Is told which names were found; null where nobody asks.</param>
    public static CommandTemplate Parse(
        TemplateSource source, Names names, ICollection<Diagnostic> diagnostics, SymbolTable? symbols = null)
    {
        var binder = new Binder(source, names, diagnostics, symbols);
        var words = CommandLineSplitter.Split(source, diagnostics);
        if (words.Length == 0 || words[0].Literal is "") ReportNoCommand(source.Location, diagnostics);
        else if (AssignmentLength(source, words[0]) is var length and > 0)
        {
            diagnostics.Add(new(CommandCodes.Assignment, "a variable cannot be set before a command",
                source.LocationOf(words[0].Start, words[0].Start + length),
                "not a program", "use `env` of the runbook, or the program `env` as the first word"));
        }
        var command = new CommandTemplate([.. words.Select(word => Bind(word, source, binder, diagnostics))], source.Location);
        symbols?.Add(new(source, names, command.Words, IsCommand: true));
        return command;
    }

    /// <summary>A command whose words are given one by one; each is a template, and nothing is split.</summary>
    public static CommandTemplate ParseWords(
        IEnumerable<TemplateSource> words, Location location, Names names, ICollection<Diagnostic> diagnostics,
        SymbolTable? symbols = null)
    {
        var templates = ImmutableArray.CreateBuilder<Template>();
        foreach (var source in words)
        {
            var segments = TemplateScanner.Scan(source, diagnostics);
            var parts = segments.Select(segment => segment.IsCode
                ? new WordPart("", segment)
                : new WordPart(source.Text[segment.Start..segment.End], null));
            var word = new Word([.. parts], 0, source.Text.Length, IsQuoted: false);
            templates.Add(Bind(word, source, new Binder(source, names, diagnostics, symbols), diagnostics));
            symbols?.Add(new(source, names, [templates[^1]], IsCommand: false));
        }
        if (templates.Count == 0 || templates[0].Literal is "") ReportNoCommand(location, diagnostics);
        return new(templates.ToImmutable(), location);
    }

    private static Template Bind(Word word, TemplateSource source, Binder binder, ICollection<Diagnostic> diagnostics)
    {
        var location = source.LocationOf(word.Start, word.End);
        var parts = ImmutableArray.CreateBuilder<TemplatePart>(word.Parts.Length);
        // The empty text keeps an expression in quotes from being a whole word, which would spread a list.
        if (word is { IsQuoted: true, Parts: [{ Code: not null }] }) parts.Add(new TextPart(""));
        foreach (var part in word.Parts)
        {
            if (part.Code is not { } code) parts.Add(new TextPart(part.Text));
            else if (code.Node is { } node) parts.Add(Checked(binder.Bind(node), node, word, source, diagnostics));
        }
        return new(parts.ToImmutable(), location) { Type = word.IsWholeExpression ? DataType.Any : DataType.String };
    }

    private static ExpressionPart Checked(
        Expression expression, SyntaxNode node, Word word, TemplateSource source, ICollection<Diagnostic> diagnostics)
    {
        var type = expression.Type;
        var label = $"this is {type}";
        var at = source.LocationOf(node.Start, node.End);
        if (type.IsOptional)
        {
            diagnostics.Add(new(TypeCodes.MayBeAbsent, "the value may be absent, but an argument is needed here", at, label,
                "use `??` for a fallback; `{{ flag '--name' x }}` leaves a flag out together with its value"));
        }
        else if (type is ListType && !word.IsWholeExpression)
        {
            diagnostics.Add(new(CommandCodes.ListInWord, "a list cannot be a part of a word", at, label,
                "write `{{ join x ',' }}`, or make the expression the whole word, without quotes"));
        }
        else if (type is ObjectType || (type is ListType && !type.IsAssignableTo(Words) && !IsListOfScalars(type)))
        {
            diagnostics.Add(new(TypeCodes.NoTextForm, $"{type} cannot be an argument", at, label,
                "say how to write it, as in `{{ to_json x }}`"));
        }
        return new(expression);
    }

    private static bool IsListOfScalars(DataType type) =>
        type is ListType { Items: { IsOptional: false } items } && items.HasTextForm();

    /// <summary>The length of an unquoted `NAME=` at the word's beginning, or 0.</summary>
    private static int AssignmentLength(TemplateSource source, Word word)
    {
        var i = word.Start;
        while (i < word.End && (char.IsAsciiLetterOrDigit(source.Text[i]) || source.Text[i] == '_')) i++;
        var isName = i > word.Start && !char.IsAsciiDigit(source.Text[word.Start]);
        return isName && i < word.End && source.Text[i] == '=' ? i + 1 - word.Start : 0;
    }

    private static void ReportNoCommand(Location location, ICollection<Diagnostic> diagnostics) =>
        diagnostics.Add(new(CommandCodes.NoCommand, "the command names no program", location, "no program",
            "write the program first, as in `kubectl version`"));
}
