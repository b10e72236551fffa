using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Parsing;

internal enum TokenKind
{
    End, LineBreak, Name, Literal, Dot, OptionalDot, OpenBracket, CloseBracket, OpenParenthesis, CloseParenthesis, Comma, Pipe,
    Not, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, And, Or, Coalesce, Minus,

    /// <summary>Something that Scriban knows and this language does not.</summary>
    Foreign,

    /// <summary>Something that Scriban does not know either.</summary>
    Invalid,
}

/// <param name="Start">Offset in the template's text.</param>
/// <param name="End">Offset behind the last character.</param>
/// <param name="Text">The name, or what is wrong with an invalid or foreign token.</param>
/// <param name="SpaceBefore">Tells `x[0]` from `f [0]`.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Text, Value? Value = null,
    bool SpaceBefore = false, string? Help = null);
