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
internal sealed partial class ExpressionParser
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
        var lineEnded = parser._token.Kind == TokenKind.LineBreak;
        parser.SkipLineBreaks();
        if (parser._problem is null && parser._token.Kind != TokenKind.End) parser.TooMuch(lineEnded);
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
            return Fail(ParsingCodes.Malformed, _token, $"a pipe hands its value to a function, not to {Describe(_token)}",
                "not a function", null);
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
            return Fail(ParsingCodes.TooLarge, _token, "the expression is nested too deeply", $"more than {MaxDepth} levels",
                "give a step `outputs` for a part of it");
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
            Fail(ParsingCodes.TooLarge, _token, "the expression is too long", $"more than {MaxNodes} parts",
                "give a step `outputs` for a part of it");
        return node;
    }

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
