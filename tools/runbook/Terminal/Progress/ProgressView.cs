using System.Diagnostics;
using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>A run under way as a screenful of lines. Pure; the caller holds the state meanwhile.</summary>
internal static class ProgressView
{
    /// <summary>At most one line less than the scene is high, none wider than it is.</summary>
    public static IReadOnlyList<StyledLine> Lines(Scene scene)
    {
        var room = Math.Max(0, scene.Height - 2);
        var rows = TreeRows.Of(scene);
        foreach (var detail in Detail.Levels)
        {
            var shown = Fitting(rows, detail, room);
            if (shown is not null) return [Header(scene), .. shown.Select(row => Line(row, detail, scene))];
        }

        return [Header(scene), .. MostImportant(rows, room, scene)];
    }

    private static List<Row>? Fitting(IReadOnlyList<Row> rows, Detail detail, int room)
    {
        var shown = new List<Row>();
        foreach (var row in rows)
        {
            if (!detail.Shows(row)) continue;
            if (shown.Count == room) return null;
            shown.Add(row);
        }

        return shown;
    }

    private static IEnumerable<StyledLine> MostImportant(IReadOnlyList<Row> rows, int room, Scene scene)
    {
        var least = Detail.Levels[^1];
        var left = rows.Where(least.Shows).ToList();
        var kept = left.OrderBy(row => row.Rank).Take(Math.Max(0, room - 1)).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var row in left.Where(kept.Contains)) yield return Line(row, least, scene);
        if (room > 0) yield return Fit(scene, 1, [new($"{scene.Symbols.Ellipsis} {left.Count - kept.Count} more lines", Tone.Dim)]);
    }

    public static StyledLine Header(Scene scene)
    {
        var state = scene.State;
        var dot = $" {scene.Symbols.Dot} ";
        var time = StepRow.Clock((state.EndedAt ?? scene.Now) - (state.StartedAt ?? scene.Now));
        var steps = $"{Words.Number(scene.Tally.Done)} of {Words.Count(scene.Tally.Known, "step")}";
        var title = new Piece(state.Plan.Title, Tone.Strong, true);
        Piece[] run = [new(dot + scene.RunId, Tone.Dim)];
        Piece[] progress = [new(dot, Tone.Dim), new(time, Tone.Strong), new(dot + steps, Tone.Dim)];
        // Half an id is of no use to anybody.
        var room = scene.Width - Cells.Width(title.Text) - progress.Sum(piece => Cells.Width(piece.Text));
        return StyledLine.Fit(scene.Width, scene.Symbols, [title, .. Cells.Width(run[0].Text) <= room ? run : [], .. progress]);
    }

    private static StyledLine Line(Row row, Detail detail, Scene scene)
    {
        var symbols = scene.Symbols;
        return Fit(scene, row.Depth + 1, row.Part switch
        {
            Part.DoneCount => [new(symbols.Done + " ", Tone.Good), new($"{Words.Count(detail.LeftOut(row), "step")} done", Tone.Dim)],
            Part.PendingCount => [new($"{symbols.Ellipsis} {detail.LeftOut(row)} more", Tone.Dim)],
            Part.ItemCount when row.IsFailed => [new($"{symbols.Ellipsis} {detail.LeftOut(row)} more failed", Tone.Bad)],
            Part.ItemCount => [new($"{symbols.Ellipsis} {detail.LeftOut(row)} more in work", Tone.Dim)],
            Part.Fixed or Part.Done or Part.Pending or Part.Printed or Part.Names => row.Pieces,
            _ => throw new UnreachableException(),
        });
    }

    // However deep the steps nest, there must be room to say what they are.
    public static StyledLine Fit(Scene scene, int depth, IReadOnlyList<Piece> pieces) => StyledLine.Fit(
        scene.Width, scene.Symbols, pieces.Prepend(new(new string(' ', Math.Min(depth * 2, scene.Width / 3)))));
}
