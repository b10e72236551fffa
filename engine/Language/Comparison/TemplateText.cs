using System.Diagnostics;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Expressions.Commands;
using MeshRunbook.Language.Expressions.Parsing;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Comparison;

/// <summary>Templates and expressions in one way of writing: white space and the kind of quotes in `{{ }}` mean nothing.</summary>
internal static class TemplateText
{
    public static string Of(TemplateSource source) =>
        string.Concat(TemplateScanner.Scan(source, new List<Diagnostic>()).Select(segment => Of(source.Text[segment.Start..segment.End], segment)));

    public static string Of(Word word) =>
        string.Concat(word.Parts.Select(part => part.Code is { } code ? Of(part.Text, code) : part.Text)) is var text
        && word is { IsQuoted: true, Parts: [{ Code: not null }] }
            ? $"\"{text}\"" // Without its quotes it would become many words where it yields a list.
            : text;

    private static string Of(string text, Segment segment) =>
        segment.IsCode && segment.Node is { } node ? $"{{{{ {Of(node)} }}}}" : text;

    private static string Of(SyntaxNode node) => node switch
    {
        LiteralSyntax literal => literal.Value switch
        {
            TextValue text => $"'{text.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'",
            NullValue => "null",
            var value => ValueText.Of(value) ?? "",
        },
        NameSyntax name => name.Name,
        MemberSyntax member => $"{Of(member.Object)}{(member.IsOptional ? "?." : ".")}{member.Name}",
        IndexSyntax index => $"{Of(index.Object)}[{Of(index.Index)}]",
        CallSyntax call => Call(call),
        ParenthesisedSyntax inner => $"({Of(inner.Inner)})",
        NotSyntax not => $"!{Of(not.Operand)}",
        BinarySyntax binary => $"{Of(binary.Left)} {Sign(binary.Operator)} {Of(binary.Right)}",
        ListSyntax list => $"[{string.Join(", ", list.Items.Select(Of))}]",
        _ => throw new UnreachableException(),
    };

    private static string Call(CallSyntax call)
    {
        var piped = call.Piped is { } value ? Of(value) + " | " : "";
        var arguments = call.Arguments.Select(Of);
        return piped + Of(call.Target) + (call.IsExplicit ? $"({string.Join(", ", arguments)})" : string.Concat(arguments.Select(argument => " " + argument)));
    }

    private static string Sign(Operator sign) => sign switch
    {
        Operator.Equal => "==",
        Operator.NotEqual => "!=",
        Operator.Less => "<",
        Operator.LessOrEqual => "<=",
        Operator.Greater => ">",
        Operator.GreaterOrEqual => ">=",
        Operator.And => "&&",
        Operator.Or => "||",
        Operator.Coalesce => "??",
        _ => throw new UnreachableException(),
    };
}
