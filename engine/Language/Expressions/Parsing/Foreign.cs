using System.Collections.Frozen;

namespace MeshRunbook.Language.Expressions.Parsing;

/// <summary>What Scriban has and this language leaves out, with what to write instead.</summary>
internal static class Foreign
{
    /// <summary>Scriban's words that begin or end a statement; no loop variable may have such a name.</summary>
    public static FrozenSet<string> Keywords { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "if", "else", "end", "for", "in", "case", "when", "while", "break", "continue", "func", "import", "readonly", "with",
        "capture", "ret", "wrap", "do", "tablerow", "include", "this", "empty");

    public static Token Read(string text, ref int position)
    {
        var start = position;
        var rest = text.AsSpan(start);
        foreach (var (symbol, what, help) in Symbols)
        {
            if (!rest.StartsWith(symbol, StringComparison.Ordinal)) continue;
            position += symbol.Length;
            return new(TokenKind.Foreign, start, position, what, Help: help);
        }
        position += char.IsHighSurrogate(text[start]) && start + 1 < text.Length ? 2 : 1;
        return new(TokenKind.Invalid, start, position, $"`{text[start..position]}` has no meaning here",
            Help: text[start] is '\u2018' or '\u2019' or '\u201c' or '\u201d' ? "use straight quotes: ' or \"" : null);
    }

    private const string Arithmetic = "arithmetic";
    private const string NoArithmetic = "put values next to each other in text, as in `{{ a }}-{{ b }}`, or compute in a `shell` step";

    private static readonly (string Symbol, string What, string? Help)[] Symbols =
    [
        ("-}}", "white space control", "write `}}`"),
        ("~}}", "white space control", "write `}}`"),
        ("?!", "the operator `?!`", "use `??`, or compare with null"),
        ("..", "ranges", "write a list, as in `[1, 2, 3]`"),
        ("##", "comments", "write a YAML comment above the key"),
        ("#", "comments", "write a YAML comment above the key"),
        ("$\"", "interpolated text", "end the expression and begin another: `a-{{ x }}-b`"),
        ("$'", "interpolated text", "end the expression and begin another: `a-{{ x }}-b`"),
        ("$", "local variables", "use a step's `outputs` to name a value"),
        ("`", "text in backticks", "use single or double quotes, with `\\\\` for a backslash"),
        ("++", Arithmetic, NoArithmetic),
        ("--", Arithmetic, NoArithmetic),
        ("+", Arithmetic, NoArithmetic),
        ("-", Arithmetic, NoArithmetic),
        ("*", Arithmetic, NoArithmetic),
        ("/", Arithmetic, NoArithmetic),
        ("%", Arithmetic, NoArithmetic),
        ("<<", Arithmetic, NoArithmetic),
        (">>", Arithmetic, NoArithmetic),
        ("=", "assignment", "compare with `==`; to name a value, give a step `outputs`"),
        (";", "more than one statement", "a template is one expression: begin another `{{ }}`"),
        ("?", "the conditional `a ? b : c`", "use `when` on a step, or `??` for a fallback"),
        (":", "named arguments", "give arguments in order"),
        ("{", "object literals", "write the object in YAML"),
        ("@", "function aliases", null),
        ("^", "argument expansion", null),
        ("&", "the operator `&`", "write `&&`"),
    ];
}
