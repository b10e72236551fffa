using System.Collections.Immutable;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Parsing;

/// <summary>What an expression's text says, before its names are known. Offsets are those of the template's text.</summary>
internal abstract record SyntaxNode(int Start, int End);

internal sealed record LiteralSyntax(Value Value, int Start, int End) : SyntaxNode(Start, End);

internal sealed record NameSyntax(string Name, int Start, int End) : SyntaxNode(Start, End);

/// <param name="IsOptional">Written `?.`: null stays null.</param>
internal sealed record MemberSyntax(SyntaxNode Object, string Name, int NameStart, bool IsOptional, int Start, int End)
    : SyntaxNode(Start, End);

internal sealed record IndexSyntax(SyntaxNode Object, SyntaxNode Index, int Start, int End) : SyntaxNode(Start, End);

/// <param name="Piped">The value that a pipe puts before the arguments, or null.</param>
/// <param name="IsExplicit">Written `f(a, b)`, where each argument is an expression of its own.</param>
internal sealed record CallSyntax(
    SyntaxNode Target, SyntaxNode? Piped, ImmutableArray<SyntaxNode> Arguments, bool IsExplicit, int Start, int End)
        : SyntaxNode(Start, End);

internal sealed record ParenthesisedSyntax(SyntaxNode Inner, int Start, int End) : SyntaxNode(Start, End);

internal sealed record NotSyntax(SyntaxNode Operand, int Start, int End) : SyntaxNode(Start, End);

internal sealed record BinarySyntax(Operator Operator, SyntaxNode Left, SyntaxNode Right, int Start, int End) : SyntaxNode(Start,
    End);

internal sealed record ListSyntax(ImmutableArray<SyntaxNode> Items, int Start, int End) : SyntaxNode(Start, End);
