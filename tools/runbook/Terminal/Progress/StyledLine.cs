using System.Collections.Immutable;
using System.Text;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>A piece of a line.</summary>
/// <param name="GivesWay">Whether it is cut before others where the line is too long.</param>
internal readonly record struct Piece(string Text, Tone Tone = Tone.Plain, bool GivesWay = false);

/// <summary>A line as it is drawn: harmless text without line breaks, never wider than it was asked to be.</summary>
internal sealed record StyledLine(ImmutableArray<Piece> Pieces)
{
    public string Text => string.Concat(Pieces.Select(piece => piece.Text));

    public int Width => Pieces.Sum(piece => Cells.Width(piece.Text));

    /// <summary>The pieces in at most <paramref name="width"/> cells. Those that give way do so first, then the last ones.</summary>
    public static StyledLine Fit(int width, Symbols symbols, params IEnumerable<Piece> pieces)
    {
        var fitted = pieces.Select(piece => piece with { Text = Shown(piece.Text, symbols) }).ToArray();
        var over = fitted.Sum(piece => Cells.Width(piece.Text)) - width;
        for (var i = fitted.Length - 1; i >= 0 && over > 0; i--)
            if (fitted[i].GivesWay) over -= Shorten(ref fitted[i], over, least: 8, symbols);
        for (var i = fitted.Length - 1; i >= 0 && over > 0; i--) over -= Shorten(ref fitted[i], over, least: 0, symbols);
        return new([.. fitted.Where(piece => piece.Text.Length > 0)]);
    }

    /// <summary>Takes cells from a piece, and says how many.</summary>
    private static int Shorten(ref Piece piece, int over, int least, Symbols symbols)
    {
        var width = Cells.Width(piece.Text);
        if (width <= least) return 0;
        piece = piece with { Text = Cells.Cut(piece.Text, Math.Max(least, width - over), symbols.Ellipsis) };
        return width - Cells.Width(piece.Text);
    }

    private static string Shown(string text, Symbols symbols)
    {
        text = Printable.Of(text);
        if (!symbols.IsAscii || Ascii.IsValid(text)) return text;
        return string.Concat(text.EnumerateRunes().Select(rune => rune.IsAscii ? (char)rune.Value : '?'));
    }
}
