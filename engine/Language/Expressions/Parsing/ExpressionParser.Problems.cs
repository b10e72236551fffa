using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Parsing;

internal sealed partial class ExpressionParser
{
    private LiteralSyntax NotClosed(Token open, string close) => _token.Kind is TokenKind.Foreign or TokenKind.Invalid
        ? Unexpected()
        : Fail(ParsingCodes.Malformed, open, $"`{_text[open.Start..open.End]}` is not closed", $"no `{close}` for it", null);

    private LiteralSyntax Unexpected() => _token.Kind switch
    {
        TokenKind.Foreign => Foreign(_token.Text, _token.Help),
        TokenKind.Minus => Foreign("arithmetic", "a key with a hyphen is written `x['some-key']`"),
        TokenKind.Invalid => Fail(ParsingCodes.Malformed, _token, _token.Text, null, _token.Help),
        TokenKind.End => Fail(ParsingCodes.Malformed, _token,
            _nodes == 0 ? "the expression is empty" : "the expression breaks off", "a value is missing here", null),
        TokenKind.LineBreak => Fail(ParsingCodes.Malformed, _token, "a line break ends an expression", "breaks off here",
            "go on behind `|`, or put the expression into parentheses"),
        _ => Fail(ParsingCodes.Malformed, _token, $"{Describe(_token)} is not expected here", "not expected", null),
    };

    /// <summary>Something follows a complete expression; behind a line break it would be Scriban's next statement.</summary>
    private void TooMuch(bool lineEnded)
    {
        if (!lineEnded) Unexpected();
        else Fail(ParsingCodes.Malformed, _token, "a line break ends an expression", "not expected",
            "put the expression into parentheses, or into YAML's folded text (`>-`), where a line break is a space");
    }

    private LiteralSyntax Foreign(string what, string? help) =>
        Fail(ParsingCodes.Foreign, _token, $"Scriban has {what}, this language does not", "not part of the language", help);

    /// <summary>Records the first problem and ends the reading: from here on every token is the end.</summary>
    private LiteralSyntax Fail(Diagnostics.Code code, Token at, string message, string? label, string? help)
    {
        _problem ??= new(code, at.Start, Math.Max(at.End, at.Start), message, label, help);
        _token = new(TokenKind.End, at.Start, at.Start, "");
        return new(Value.Null, at.Start, at.End);
    }

    private string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.LineBreak => "a line break",
        _ => $"`{_text[token.Start..token.End]}`",
    };
}
