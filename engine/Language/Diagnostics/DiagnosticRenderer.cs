using System.Globalization;
using System.Text;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Diagnostics;

/// <summary>Diagnostics as text for people: message, place, source line with a caret, help.</summary>
public static class DiagnosticRenderer
{
    /// <summary>The most columns of a source line that are shown; a longer one is cut around the caret.</summary>
    private const int Width = 110;

    private const int TabWidth = 4;

    private const int Surroundings = 400;

    /// <summary>All of them, an empty line between any two; ends with a line break unless there are none.</summary>
    public static string Render(IEnumerable<Diagnostic> diagnostics) =>
        string.Join("\n", diagnostics.Select(Render));

    /// <summary>One diagnostic; ends with a line break.</summary>
    public static string Render(Diagnostic diagnostic)
    {
        var text = new StringBuilder();
        text.Append(diagnostic.Severity == Severity.Error ? "error" : "warning")
            .Append('[').Append(diagnostic.Code.Id).Append("]: ").Append(Printable(diagnostic.Message)).Append('\n');
        if (diagnostic.Location is { } location) AppendSource(text, location, diagnostic.Label);
        if (diagnostic.Help is { } help)
        {
            var margin = new string(' ', diagnostic.Location is { } at ? Digits(at.Line) + 1 : 2);
            if (diagnostic.Location is { Source.Content.Length: > 0 }) text.Append(margin).Append("|\n");
            text.Append(margin).Append("= help: ").Append(Printable(help)).Append('\n');
        }

        return text.ToString();
    }

    private static void AppendSource(StringBuilder text, Location location, string? label)
    {
        var (line, column) = (location.Line, location.Column);
        var margin = new string(' ', Digits(line));
        text.Append(margin).Append("--> ").Append(Printable(location.Source.Name)).Append(':').Append(line).Append(':').Append(column).Append('\n');
        if (location.Source.Content.Length == 0) return;
        var source = location.Source.LineSpan(line);
        var start = Math.Min(column - 1, source.Length);
        var end = Math.Clamp(start + location.Span.Length, start, source.Length);
        // Of a line that is a whole file, only the surroundings of the mark are looked at.
        var from = Math.Max(0, start - Surroundings);
        var to = Math.Min(source.Length, start + Surroundings);
        if (from > 0 && char.IsLowSurrogate(source[from])) from--;
        var (shown, before, marked) = Excerpt(source[from..to].ToString(), start - from, Math.Min(end, to) - from, from > 0, to < source.Length);
        text.Append(margin).Append(" |\n")
            .Append(line).Append(" | ").Append(shown).Append('\n')
            .Append(margin).Append(" | ").Append(' ', before).Append('^', Math.Max(1, marked));
        if (label is not null) text.Append(' ').Append(Printable(label));
        text.Append('\n');
    }

    /// <summary>The part of a line that is shown, how many columns of it lie before the mark, and how many it is wide.</summary>
    private static (string Shown, int Before, int Marked) Excerpt(string line, int start, int end, bool cutBefore, bool cutAfter)
    {
        var cells = Cells(line);
        var first = 0;
        var last = cells.Count;
        var markStart = cells.FindIndex(cell => cell.Offset >= start);
        if (markStart < 0) markStart = cells.Count;
        var markEnd = cells.FindIndex(markStart, cell => cell.Offset >= end);
        if (markEnd < 0) markEnd = cells.Count;
        if (Columns(cells, 0, cells.Count) > Width)
        {
            // The mark's beginning stands a third into the excerpt, so that what leads up to it is seen too.
            for (var room = Width / 3; first < markStart && Columns(cells, first, markStart) > room;) first++;
            last = first;
            for (var used = 0; last < cells.Count && used + cells[last].Columns <= Width; last++) used += cells[last].Columns;
            markEnd = Math.Min(markEnd, last);
        }

        var before = cutBefore || first > 0 ? "… " : "";
        var shown = before + string.Concat(cells[first..last].Select(cell => cell.Text)) + (cutAfter || last < cells.Count ? " …" : "");
        return (shown, before.Length + Columns(cells, first, markStart), Columns(cells, markStart, markEnd));
    }

    private static int Columns(List<Cell> cells, int from, int to)
    {
        var sum = 0;
        for (var i = from; i < to; i++) sum += cells[i].Columns;
        return sum;
    }

    private static List<Cell> Cells(string line)
    {
        var cells = new List<Cell>(line.Length);
        for (var at = 0; at < line.Length;)
        {
            var element = line.AsSpan(at, StringInfo.GetNextTextElementLength(line.AsSpan(at)));
            cells.Add(element is "\t"
                ? new(at, new string(' ', TabWidth), TabWidth)
                : new(at, Printable(element.ToString()), TextWidth.Of(element)));
            at += element.Length;
        }

        return cells;
    }

    /// <summary>Text without characters that would move the cursor, colour the terminal or turn the direction of writing.</summary>
    private static string Printable(string text)
    {
        foreach (var c in text)
            if (TextWidth.IsHarmful(c)) return string.Concat(text.Select(one => TextWidth.IsHarmful(one) ? '\ufffd' : one));
        return text;
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;

    /// <summary>A character as it stands on the screen.</summary>
    private readonly record struct Cell(int Offset, string Text, int Columns);
}
