using System.Globalization;
using System.Text;

namespace MeshRunbook.Language.Expressions.Parsing;

/// <summary>Quoted text in an expression, with Scriban's escapes.</summary>
internal static class TextLiteral
{
    /// <summary>Reads from the opening quote at <paramref name="start"/>.</summary>
    /// <returns>The text, the offset behind the closing quote, and what is wrong at which offset, or null.</returns>
    public static (string Text, int End, string? Problem, int ProblemAt) Read(string source, int start)
    {
        var quote = source[start];
        var i = start + 1;
        var plain = i;
        while (i < source.Length && source[i] != quote && source[i] != '\\') i++;
        if (i < source.Length && source[i] == quote) return (source[plain..i], i + 1, null, 0);

        var text = new StringBuilder().Append(source, plain, i - plain);
        (string Problem, int At)? first = null;
        while (i < source.Length && source[i] != quote)
        {
            if (source[i] != '\\')
            {
                text.Append(source[i++]);
                continue;
            }
            var length = Escape(source, i, text);
            if (length == 0) first ??= ("no escape begins so; a backslash itself is written `\\\\`", i);
            i += Math.Max(length, Math.Min(2, source.Length - i));
        }
        return i < source.Length
            ? (text.ToString(), i + 1, first?.Problem, first?.At ?? 0)
            : (text.ToString(), i, $"the text is not closed with {quote}", start);
    }

    /// <summary>Appends what the escape stands for; its length with the backslash, or 0 where there is no such escape.</summary>
    private static int Escape(string source, int at, StringBuilder text)
    {
        if (at + 1 >= source.Length) return 0;
        switch (source[at + 1])
        {
            case '\'' or '"' or '\\': text.Append(source[at + 1]); return 2;
            case 'n': text.Append('\n'); return 2;
            case 'r': text.Append('\r'); return 2;
            case 't': text.Append('\t'); return 2;
            case 'b': text.Append('\b'); return 2;
            case 'f': text.Append('\f'); return 2;
            case 'v': text.Append('\v'); return 2;
            case '0': text.Append('\0'); return 2;
            case '\n': return 2;
            case '\r' when at + 2 < source.Length && source[at + 2] == '\n': return 3;
            case 'x': return Hexadecimal(source, at, 2, text);
            case 'u': return Hexadecimal(source, at, 4, text);
            default: return 0;
        }
    }

    private static int Hexadecimal(string source, int at, int digits, StringBuilder text)
    {
        if (at + 2 + digits > source.Length) return 0;
        if (!ushort.TryParse(source.AsSpan(at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out var code))
            return 0;
        text.Append((char)code);
        return 2 + digits;
    }
}
