using System.Collections.Immutable;
using MeshRunbook.Language.Expressions.Parsing;

namespace MeshRunbook.Language.Expressions.Commands;

/// <summary>A piece of a word: text without its quotes and escapes, or an expression.</summary>
internal sealed record WordPart(string Text, Segment? Code);

/// <summary>A word of a command line.</summary>
/// <param name="Start">Offset in the template's text, quotes included.</param>
/// <param name="IsQuoted">Whether any of it stands in quotes, which keeps a list from becoming many arguments.</param>
internal sealed record Word(ImmutableArray<WordPart> Parts, int Start, int End, bool IsQuoted)
{
    public bool IsWholeExpression => !IsQuoted && Parts is [{ Code: not null }];

    /// <summary>The text, or null where the word holds an expression.</summary>
    public string? Literal => Parts.Any(part => part.Code is not null) ? null : string.Concat(Parts.Select(part => part.Text));
}
