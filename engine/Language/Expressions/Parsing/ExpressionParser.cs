using System.Collections.Immutable;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Parsing;

/// <summary>Why an expression cannot be read, and where in the template's text.</summary>
internal sealed record SyntaxProblem(Diagnostics.Code Code, int Start, int End, string Message, string? Label, string? Help);

/// <summary>
/// Reads one expression with Scriban's precedence. Two of its rules surprise: the arguments of a call take operators with them
/// (`f a == b` is `f (a == b)`, which the binder refuses), while a function after a pipe that has no further argument does not
/// (`a | f == b` is `(a | f) == b`).
/// </summary>
internal sealed class ExpressionParser
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 1000;
    private const int UnaryPrecedence = 200;

    private readonly string _text;
    private Lexer _lexer;
    private Token _token;
    private int _lastEnd;
    private int _depth;
    private int _nodes;
    private int _lineBreaksAllowed;
    private SyntaxProblem? _problem;

    private ExpressionParser(string text, int start)
    {
        (_text, _lexer, _lastEnd) = (text, new Lexer(text, start), start);
        Advance();
    }

    /// <summary>Reads from <paramref name="start"/> to the closing `}}` or the end of the text.</summary>
    /// <returns>The syntax, or the problem; and the offset at which the expression ends, before its `}}`.</returns>
    public static (SyntaxNode? Node, SyntaxProblem? Problem, int End) Parse(string text, int start)
    {
        var parser = new ExpressionParser(text, start);
        parser.SkipLineBreaks();
        var node = parser.Expression();
        parser.SkipLineBreaks();
        if (parser._problem is null && parser._token.Kind != TokenKind.End) parser.Unexpected();
        return parser._problem is { } problem ? (null, problem, parser._lexer.Position) : (node, null, parser._token.Start);
    }

    private SyntaxNode Expression()
    {
        var left = Operation(0, inArguments: false);
        while (_token.Kind == TokenKind.Pipe)
        {
            _lineBreaksAllowed++;
            Advance();
            _lineBreaksAllowed--;
            left = Operators(PipeTarget(left), 0, inArguments: false);
        }
        return left;
    }

    private SyntaxNode PipeTarget(SyntaxNode piped)
    {
        if (_token.Kind != TokenKind.Name && _problem is null)
            return Fail(ParsingCodes.Malformed, _token, $"a pipe hands its value to a function, not to {Describe(_token)}", "not a function", null);
        var target = Primary();
        if (target is CallSyntax { Piped: null } call) return call with { Piped = piped, Start = piped.Start };
        return Count(new CallSyntax(target, piped, Arguments(0), false, piped.Start, _lastEnd));
    }

    /// <summary>An operand, the call that it may begin, and the operators of higher precedence behind it.</summary>
    private SyntaxNode Operation(int precedence, bool inArguments)
    {
        if (++_depth > MaxDepth)
        {
            _depth--;
            return Fail(ParsingCodes.TooLarge, _token, "the expression is nested too deeply", $"more than {MaxDepth} levels", "give a step `outputs` for a part of it");
        }
        var left = _token.Kind == TokenKind.Not ? Not() : Primary();
        if (!inArguments && left is (NameSyntax or MemberSyntax) && BeginsOperand(_token.Kind))
            left = Count(new CallSyntax(left, null, Arguments(precedence), false, left.Start, _lastEnd));
        left = Operators(left, precedence, inArguments);
        _depth--;
        return left;
    }

    private SyntaxNode Operators(SyntaxNode left, int precedence, bool inArguments)
    {
        while (OperatorOf(_token.Kind) is { } @operator && Precedence(@operator) > precedence)
        {
            Advance();
            var right = Operation(Precedence(@operator), inArguments);
            left = Count(new BinarySyntax(@operator, left, right, left.Start, right.End));
        }
        return left;
    }

    private ImmutableArray<SyntaxNode> Arguments(int precedence)
    {
        if (!BeginsOperand(_token.Kind)) return [];
        var arguments = ImmutableArray.CreateBuilder<SyntaxNode>();
        while (BeginsOperand(_token.Kind)) arguments.Add(Operation(precedence, inArguments: true));
        return arguments.ToImmutable();
    }

    private NotSyntax Not()
    {
        var start = _token.Start;
        Advance();
        var operand = Operation(UnaryPrecedence, inArguments: false);
        return Count(new NotSyntax(operand, start, operand.End));
    }

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
            return Fail(ParsingCodes.Foreign, minus, "Scriban has arithmetic, this language does not", "not part of the language", null);
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
                    return Fail(ParsingCodes.Malformed, _problem is null && _token.Kind == TokenKind.End ? dot : _token, "a name must follow the dot",
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

    private void Advance()
    {
        _lastEnd = _token.End;
        if (_problem is not null) return;
        do _token = _lexer.Next();
        while (_token.Kind == TokenKind.LineBreak && _lineBreaksAllowed > 0);
    }

    private void SkipLineBreaks()
    {
        while (_token.Kind == TokenKind.LineBreak) Advance();
    }

    private T Count<T>(T node) where T : SyntaxNode
    {
        if (++_nodes > MaxNodes)
            Fail(ParsingCodes.TooLarge, _token, "the expression is too long", $"more than {MaxNodes} parts", "give a step `outputs` for a part of it");
        return node;
    }

    private LiteralSyntax NotClosed(Token open, string close) => _token.Kind is TokenKind.Foreign or TokenKind.Invalid
        ? Unexpected()
        : Fail(ParsingCodes.Malformed, open, $"`{_text[open.Start..open.End]}` is not closed", $"no `{close}` for it", null);

    private LiteralSyntax Unexpected() => _token.Kind switch
    {
        TokenKind.Foreign => Foreign(_token.Text, _token.Help),
        TokenKind.Minus => Foreign("arithmetic", "a key with a hyphen is written `x['some-key']`"),
        TokenKind.Invalid => Fail(ParsingCodes.Malformed, _token, _token.Text, null, _token.Help),
        TokenKind.End => Fail(ParsingCodes.Malformed, _token, _nodes == 0 ? "the expression is empty" : "the expression breaks off", "a value is missing here", null),
        TokenKind.LineBreak => Fail(ParsingCodes.Malformed, _token, "a line break ends an expression", "breaks off here",
            "go on behind `|`, or put the expression into parentheses"),
        _ => Fail(ParsingCodes.Malformed, _token, $"{Describe(_token)} is not expected here", "not expected", null),
    };

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

    private static bool IsWord(Token token) =>
        token.Kind == TokenKind.Name || (token.Kind == TokenKind.Literal && token.Text is "true" or "false" or "null");

    private static bool BeginsOperand(TokenKind kind) => kind is TokenKind.Name or TokenKind.Literal or TokenKind.OpenParenthesis
        or TokenKind.OpenBracket or TokenKind.Not;

    private static Operator? OperatorOf(TokenKind kind) => kind switch
    {
        TokenKind.Coalesce => Operator.Coalesce,
        TokenKind.Or => Operator.Or,
        TokenKind.And => Operator.And,
        TokenKind.Equal => Operator.Equal,
        TokenKind.NotEqual => Operator.NotEqual,
        TokenKind.Less => Operator.Less,
        TokenKind.LessOrEqual => Operator.LessOrEqual,
        TokenKind.Greater => Operator.Greater,
        TokenKind.GreaterOrEqual => Operator.GreaterOrEqual,
        _ => null,
    };

    /// <summary>Scriban's order: `??` binds most loosely, then `||`, `&amp;&amp;`, equality, order.</summary>
    private static int Precedence(Operator @operator) => @operator switch
    {
        Operator.Coalesce => 20,
        Operator.Or => 30,
        Operator.And => 40,
        Operator.Equal or Operator.NotEqual => 70,
        _ => 80,
    };
}
