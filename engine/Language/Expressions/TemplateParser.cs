using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions.Binding;
using MeshRunbook.Language.Expressions.Parsing;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>Text with `{{ }}` to a checked template: reads it, gives its names a meaning and holds it to a type, in one
/// go.</summary>
public static class TemplateParser
{
    /// <summary>
    /// Never throws and never yields null: every mistake goes to <paramref name="diagnostics"/>, and what is wrong stands in the
    /// template as a literal.
    /// </summary>
    /// <param name="expected">
    /// What the place asks for. <see cref="DataType.String"/> takes everything that has a text form; an optional type allows
    /// absence; <see cref="DataType.Any"/> takes all.
    /// </param>
    /// <param name="symbols">Is told which names were found; null where nobody asks.</param>
    public static Template Parse(
        TemplateSource source, Names names, DataType expected, ICollection<Diagnostic> diagnostics, SymbolTable? symbols = null)
    {
        var segments = TemplateScanner.Scan(source, diagnostics);
        if (expected is not (StringType or AnyType)) Trim(source, segments);
        var parts = segments switch
        {
            [] or [{ IsCode: false }] => Literal(source, expected, diagnostics),
            [{ IsCode: true } whole] => Whole(source, whole, new Binder(source, names, diagnostics, symbols), expected, diagnostics),
            _ => Mixed(source, segments, new Binder(source, names, diagnostics, symbols), expected, diagnostics),
        };
        var template = new Template(parts, source.Location) { Type = expected };
        symbols?.Add(new(source, names, [template], IsCommand: false));
        return template;
    }

    /// <summary>White space around an expression is no part of a value that is not text.</summary>
    private static void Trim(TemplateSource source, List<Segment> segments)
    {
        if (segments.Any(segment => segment.IsCode)) segments.RemoveAll(segment => !segment.IsCode && IsBlank(source, segment));
    }

    private static bool IsBlank(TemplateSource source, Segment segment) =>
        source.Text.AsSpan(segment.Start, segment.End - segment.Start).IsWhiteSpace();

    private static ImmutableArray<TemplatePart> Literal(TemplateSource source, DataType expected,
        ICollection<Diagnostic> diagnostics)
    {
        if (expected is AnyType or StringType { Format: TextFormat.Plain, MaxLength: null,
            Pattern: null }) return [new TextPart(source.Text)];
        var (value, problem) = ValueText.ParseScalar(source.Text, isPlain: false, expected);
        if (problem is not null)
        {
            var help = expected is EnumType choice ? Suggestion.Help(source.Text, choice.Values, "its values are") : null;
            diagnostics.Add(new(TypeCodes.BadValue, $"the value {problem}", source.Location, $"must be {expected}", help?.Text)
            {
                Fix = help?.Instead is { } instead ? new(source.Location, instead) : null,
            });
        }
        return value is null or TextValue
            ? [new TextPart(source.Text)]
            : [new ExpressionPart(new LiteralExpression(value, source.Location) { Type = expected })];
    }

    private static ImmutableArray<TemplatePart> Whole(
        TemplateSource source, Segment segment, Binder binder, DataType expected, ICollection<Diagnostic> diagnostics)
    {
        if (segment.Node is not { } node) return Nothing(source);
        var expression = binder.Bind(node);
        if (WholeProblem(expression, expected) is { } problem)
        {
            diagnostics.Add(new(problem.Code, problem.Message, source.LocationOf(node.Start, node.End),
                $"this is {expression.Type}", problem.Help));
        }
        return [new ExpressionPart(expression)];
    }

    private static (Code Code, string Message, string? Help)? WholeProblem(Expression expression, DataType expected)
    {
        var type = expression.Type;
        if (expected is AnyType) return null;
        if (type.IsOptional && !expected.IsOptional)
            return (TypeCodes.MayBeAbsent, $"the value may be absent, but {expected} is needed here",
                "say what to use then, as in `{{ x ?? 'fallback' }}`");
        var fits = expected switch
        {
            StringType => type.HasTextForm(),
            DurationType => type is DurationType or StringType or AnyType,
            _ => type.IsAssignableTo(expected),
        };
        if (fits) return null;
        return expected is StringType
            ? (TypeCodes.NoTextForm, $"{type} cannot be put into text as it is", "say how: `join x ','` or `to_json x`")
            : (TypeCodes.WrongType, $"the value must be {expected}, not {type}", null);
    }

    private static ImmutableArray<TemplatePart> Mixed(
        TemplateSource source, List<Segment> segments, Binder binder, DataType expected, ICollection<Diagnostic> diagnostics)
    {
        if (expected is not (StringType or AnyType or EnumType or DurationType))
        {
            diagnostics.Add(new(TypeCodes.WrongType,
                $"the value must be {expected}, but text around an expression makes it text", source.Location,
                $"must be {expected}", "write one `{{ }}` and nothing around it"));
        }
        var parts = ImmutableArray.CreateBuilder<TemplatePart>(segments.Count);
        foreach (var segment in segments)
            parts.Add(segment.IsCode ? Part(source, segment, binder, diagnostics)
                : new TextPart(source.Text[segment.Start..segment.End]));
        return parts.ToImmutable();
    }

    /// <summary>An expression that stands within text.</summary>
    internal static TemplatePart Part(TemplateSource source, Segment segment, Binder binder, ICollection<Diagnostic> diagnostics)
    {
        if (segment.Node is not { } node) return new TextPart("");
        var expression = binder.Bind(node);
        if (WholeProblem(expression, DataType.String) is { } problem)
            diagnostics.Add(new(problem.Code, problem.Message, source.LocationOf(node.Start, node.End),
                $"this is {expression.Type}", problem.Help));
        return new ExpressionPart(expression);
    }

    private static ImmutableArray<TemplatePart> Nothing(TemplateSource source) =>
        [new ExpressionPart(new LiteralExpression(Value.Null, source.Location) { Type = DataType.Any })];
}
