using System.Collections.Immutable;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>Text with expressions in `{{ }}`.</summary>
public sealed record Template(ImmutableArray<TemplatePart> Parts, Location Location)
{
    /// <summary>The type that its place asks for. Rendered as a value, a template is put into this type and held to it.</summary>
    public DataType Type { get; init; } = DataType.String;

    /// <summary>What rendering it as a value yields, as far as it is known before the run.</summary>
    public DataType Yields => Type is not AnyType ? Type : Whole?.Type ?? DataType.String;

    /// <summary>The one expression that the template consists of, or null. Its value keeps its type.</summary>
    public Expression? Whole => Parts is [ExpressionPart part] ? part.Expression : null;

    /// <summary>The text where nothing is templated, or null.</summary>
    public string? Literal => Parts.Length == 0 ? "" : Parts is [TextPart part] ? part.Text : null;

    /// <summary>A value that needs no rendering, such as a plain YAML scalar of another type than text.</summary>
    public static Template Of(Value value, DataType type, Location location) => value is TextValue { IsSecret: false } text
        ? new([new TextPart(text.Text)], location) { Type = type }
        : new([new ExpressionPart(new LiteralExpression(value, location) { Type = type })], location) { Type = type };

    /// <summary>The value where nothing in it depends on the run; null otherwise.</summary>
    public Value? Constant => Literal is { } text ? Value.Of(text) : (Whole as LiteralExpression)?.Value;
}

public abstract record TemplatePart;

public sealed record TextPart(string Text) : TemplatePart;

public sealed record ExpressionPart(Expression Expression) : TemplatePart;
