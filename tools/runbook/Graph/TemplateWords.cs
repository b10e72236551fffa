using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Graph;

/// <summary>Templates as the runbook says them, before any value is known.</summary>
internal static class TemplateWords
{
    /// <summary>Text such as `Move ‹namespace›`.</summary>
    public static string Of(Template template) => string.Concat(template.Parts.Select(part => part switch
    {
        TextPart text => text.Text,
        ExpressionPart { Expression: LiteralExpression literal } => ValueDisplay.Of(literal.Value),
        ExpressionPart { Expression.Location: var place } => $"‹{place.Source.Content.Substring(place.Span.Start, place.Span.Length).Trim()}›",
        _ => "",
    })).ReplaceLineEndings(" ");

    public static string Of(CommandTemplate command) => string.Join(' ', command.Words.Select(Of));
}
