using System.Collections.Immutable;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Parsing;

internal sealed partial class ExpressionParser
{
    private SyntaxNode Primary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Name when Parsing.Foreign.Keywords.Contains(token.Text):
                return Foreign($"`{token.Text}`", "a template is one expression; use `when` and `forEach` on steps");
            case TokenKind.Name:
                Advance();
                return Postfix(Count(new NameSyntax(token.Text, token.Start, token.End)));
            case TokenKind.Literal:
                Advance();
                return Postfix(Count(new LiteralSyntax(token.Value!, token.Start, token.End)));
            case TokenKind.Minus:
                return Negative();
            case TokenKind.OpenParenthesis:
                return Postfix(Parenthesised());
            case TokenKind.OpenBracket:
                return Postfix(List());
            default:
                return Unexpected();
        }
    }

    private LiteralSyntax Negative()
    {
        var minus = _token;
        Advance();
        if (_token is not { Kind: TokenKind.Literal, Value: IntegerValue { Integer: var number } })
            return Fail(ParsingCodes.Foreign, minus, "Scriban has arithmetic, this language does not",
                "not part of the language", null);
        var end = _token.End;
        Advance();
        return Count(new LiteralSyntax(Value.Of(-number), minus.Start, end));
    }

    private SyntaxNode Parenthesised()
    {
        var open = _token;
        _lineBreaksAllowed++;
        Advance();
        var inner = Expression();
        _lineBreaksAllowed--;
        if (_token.Kind != TokenKind.CloseParenthesis) return NotClosed(open, ")");
        Advance();
        return Count(new ParenthesisedSyntax(inner, open.Start, _lastEnd));
    }

    private SyntaxNode List()
    {
        var open = _token;
        var items = ImmutableArray.CreateBuilder<SyntaxNode>();
        _lineBreaksAllowed++;
        Advance();
        while (_token.Kind is not (TokenKind.CloseBracket or TokenKind.End))
        {
            items.Add(Expression());
            if (_token.Kind != TokenKind.Comma) break;
            Advance();
        }
        _lineBreaksAllowed--;
        if (_token.Kind != TokenKind.CloseBracket) return NotClosed(open, "]");
        Advance();
        return Count(new ListSyntax(items.ToImmutable(), open.Start, _lastEnd));
    }

    private SyntaxNode Postfix(SyntaxNode target)
    {
        while (true)
        {
            if (_token.Kind is TokenKind.Dot or TokenKind.OptionalDot)
            {
                var optional = _token.Kind == TokenKind.OptionalDot;
                var dot = _token;
                Advance();
                if (!IsWord(_token))
                    return Fail(ParsingCodes.Malformed, _problem is null && _token.Kind == TokenKind.End ? dot : _token,
                        "a name must follow the dot",
                        "no name", "a key that is no plain name is written `x['some-key']`");
                target = Count(new MemberSyntax(target, _token.Text, _token.Start, optional, target.Start, _token.End));
                Advance();
            }
            else if (_token is { Kind: TokenKind.OpenBracket, SpaceBefore: false })
            {
                var open = _token;
                _lineBreaksAllowed++;
                Advance();
                var index = Expression();
                _lineBreaksAllowed--;
                if (_token.Kind != TokenKind.CloseBracket) return NotClosed(open, "]");
                Advance();
                target = Count(new IndexSyntax(target, index, target.Start, _lastEnd));
            }
            else if (_token is { Kind: TokenKind.OpenParenthesis, SpaceBefore: false } && target is (NameSyntax or MemberSyntax))
                target = ExplicitCall(target);
            else
                return target;
        }
    }

    /// <summary>`f(a, b)`, which Scriban takes as `(f a b)` where no space stands before the parenthesis.</summary>
    private SyntaxNode ExplicitCall(SyntaxNode target)
    {
        var open = _token;
        var arguments = ImmutableArray.CreateBuilder<SyntaxNode>();
        _lineBreaksAllowed++;
        Advance();
        while (_token.Kind is not (TokenKind.CloseParenthesis or TokenKind.End))
        {
            arguments.Add(Expression());
            if (_token.Kind != TokenKind.Comma) break;
            Advance();
        }
        _lineBreaksAllowed--;
        if (_token.Kind != TokenKind.CloseParenthesis) return NotClosed(open, ")");
        Advance();
        return Count(new CallSyntax(target, null, arguments.ToImmutable(), true, target.Start, _lastEnd));
    }
}
