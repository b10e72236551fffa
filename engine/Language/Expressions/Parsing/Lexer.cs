using System.Globalization;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Parsing;

/// <summary>Cuts what stands between `{{` and `}}` into tokens, by Scriban's rules.</summary>
internal struct Lexer(string text, int position)
{
    private int _position = position;

    public readonly int Position => _position;

    public Token Next()
    {
        var start = _position;
        while (_position < text.Length && text[_position] is not '\n' && char.IsWhiteSpace(text[_position])) _position++;
        var space = _position > start;
        return Read() with { SpaceBefore = space };
    }

    private Token Read()
    {
        var start = _position;
        if (start >= text.Length || AtClose()) return new(TokenKind.End, start, start, "");
        var c = text[start];
        if (c == '\n') return LineBreak();
        if (char.IsAsciiLetter(c) || c == '_') return Name();
        if (char.IsAsciiDigit(c)) return Number();
        if (c is '\'' or '"') return Quoted();
        return Symbol(c, start + 1 < text.Length ? text[start + 1] : '\0');
    }

    private readonly bool AtClose() => text[_position] == '}' && _position + 1 < text.Length && text[_position + 1] == '}';

    private Token LineBreak()
    {
        var start = _position;
        while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
        return new(TokenKind.LineBreak, start, start + 1, "");
    }

    private Token Name()
    {
        var start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] == '_')) _position++;
        var name = text[start.._position];
        return name switch
        {
            "true" => new(TokenKind.Literal, start, _position, name, Value.Of(true)),
            "false" => new(TokenKind.Literal, start, _position, name, Value.Of(false)),
            "null" => new(TokenKind.Literal, start, _position, name, Value.Null),
            _ => new(TokenKind.Name, start, _position, name),
        };
    }

    private Token Number()
    {
        var start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] == '_')) _position++;
        if (_position + 1 < text.Length && text[_position] == '.' && char.IsAsciiDigit(text[_position + 1]))
        {
            while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] == '.')) _position++;
            return new(TokenKind.Foreign, start, _position, "numbers with a fraction",
                Help: "write a whole number, or text such as '1.5'");
        }
        var digits = text[start.._position].Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new(TokenKind.Literal, start, _position, digits, Value.Of(number));
        return digits.All(char.IsAsciiDigit)
            ? new(TokenKind.Invalid, start, _position, "the number is too large",
                Help: "an integer is at most 9223372036854775807")
            : new(TokenKind.Foreign, start, _position, "numbers such as `" + digits + "`",
                Help: "write integers in decimal digits");
    }

    private Token Quoted()
    {
        var start = _position;
        var (value, end, problem, at) = TextLiteral.Read(text, start);
        _position = end;
        return problem is null
            ? new(TokenKind.Literal, start, end, "", Value.Of(value))
            : new(TokenKind.Invalid, at, at == start ? at + 1 : Math.Min(at + 2, end), problem,
                Help: at == start ? "close it with the same quote"
                    : "escapes are \\\\ \\' \\\" \\n \\r \\t \\b \\f \\v \\0 \\xHH \\uHHHH");
    }

    private Token Symbol(char c, char next)
    {
        var (kind, length) = (c, next) switch
        {
            ('&', '&') => (TokenKind.And, 2),
            ('|', '|') => (TokenKind.Or, 2),
            ('|', '>') => (TokenKind.Pipe, 2),
            ('|', _) => (TokenKind.Pipe, 1),
            ('=', '=') => (TokenKind.Equal, 2),
            ('!', '=') => (TokenKind.NotEqual, 2),
            ('!', _) => (TokenKind.Not, 1),
            ('<', '=') => (TokenKind.LessOrEqual, 2),
            ('>', '=') => (TokenKind.GreaterOrEqual, 2),
            ('<', not '<') => (TokenKind.Less, 1),
            ('>', not '>') => (TokenKind.Greater, 1),
            ('?', '?') => (TokenKind.Coalesce, 2),
            ('?', '.') => (TokenKind.OptionalDot, 2),
            ('.', not '.') => (TokenKind.Dot, 1),
            ('[', _) => (TokenKind.OpenBracket, 1),
            (']', _) => (TokenKind.CloseBracket, 1),
            ('(', _) => (TokenKind.OpenParenthesis, 1),
            (')', _) => (TokenKind.CloseParenthesis, 1),
            (',', _) => (TokenKind.Comma, 1),
            ('-', not ('-' or '=' or '}')) => (TokenKind.Minus, 1),
            _ => (TokenKind.Foreign, 0),
        };
        var start = _position;
        if (length == 0) return Foreign.Read(text, ref _position);
        _position += length;
        return new(kind, start, _position, text[start.._position]);
    }
}
