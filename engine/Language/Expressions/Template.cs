using System.Collections.Immutable;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Expressions;

/// <summary>Text with expressions in `{{ }}`.</summary>
public sealed record Template(ImmutableArray<TemplatePart> Parts, Location Location)
{
    /// <summary>The one expression that the template consists of, or null. Its value keeps its type.</summary>
    public Expression? Whole => Parts is [ExpressionPart part] ? part.Expression : null;

    /// <summary>The text where nothing is templated, or null.</summary>
    public string? Literal => Parts.Length == 0 ? "" : Parts is [TextPart part] ? part.Text : null;
}

public abstract record TemplatePart;

public sealed record TextPart(string Text) : TemplatePart;

public sealed record ExpressionPart(Expression Expression) : TemplatePart;
