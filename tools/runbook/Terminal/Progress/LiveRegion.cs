using System.Text;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>
/// The lines at the end of the screen that are drawn again and again. Each change is one write, in which the cursor is hidden
/// and shown again, so that the terminal is as before whenever the program ends.
/// </summary>
/// <param name="write">Takes text to the terminal in one go.</param>
internal sealed class LiveRegion(Action<string> write, bool colour)
{
    // Terminals that know these hold a frame back until it is whole; others ignore them.
    private const string Begin = "\u001b[?2026h\u001b[?25l";
    private const string End = "\u001b[?25h\u001b[?2026l";
    private IReadOnlyList<StyledLine> _drawn = [];
    private (int Width, int Height) _size;

    /// <summary>Draws the lines over those drawn last; nothing is written where they are the same.</summary>
    public void Draw(IReadOnlyList<StyledLine> lines, (int Width, int Height) size)
    {
        if (size == _size && Same(lines, _drawn)) return;
        Write(lines, [], size);
        _drawn = lines;
        _size = size;
    }

    /// <summary>Writes lines that stay, above those that are drawn again.</summary>
    public void Say(IReadOnlyList<StyledLine> said, (int Width, int Height) size)
    {
        Write(_drawn, said, size);
        _size = size;
    }

    /// <summary>Writes lines that stay in the place of those that are drawn again.</summary>
    public void Replace(IReadOnlyList<StyledLine> lines, (int Width, int Height) size)
    {
        Write(lines, [], size);
        Leave();
    }

    /// <summary>What is drawn stays as it is; drawing goes on below it.</summary>
    public void Leave() => _drawn = [];

    private void Write(IReadOnlyList<StyledLine> lines, IReadOnlyList<StyledLine> before, (int Width, int Height) size)
    {
        var text = new StringBuilder(Begin).Append('\r');
        if (RowsDrawn(size) is > 0 and var up) text.Append("\u001b[").Append(up).Append('A');
        foreach (var line in before.Concat(lines)) text.Append("\u001b[2K").Append(Ansi.Of(line, colour)).Append("\r\n");
        write(text.Append("\u001b[J").Append(End).ToString());
    }

    /// <summary>How many rows of the screen the drawn lines take now: a terminal that was made narrower has broken them.</summary>
    private int RowsDrawn((int Width, int Height) size)
    {
        var rows = _drawn.Sum(line => Math.Max(1, (line.Width + size.Width - 1) / Math.Max(1, size.Width)));
        return Math.Min(rows, Math.Max(0, size.Height - 1));
    }

    private static bool Same(IReadOnlyList<StyledLine> one, IReadOnlyList<StyledLine> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => pair.First.Pieces.SequenceEqual(pair.Second.Pieces));
}
