using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>The line of a loop's item or of a branch.</summary>
internal static class BlockRow
{
    public static IReadOnlyList<Piece> Ended(Block block, Scene scene) =>
    [
        new(scene.Symbols.Done + " ", Tone.Good), new(Name(block), Tone.Plain, true),
        new($"  {Words.Duration(Time(block, scene.Now))}", Tone.Dim),
    ];

    public static IReadOnlyList<Piece> Pending(Block block, Scene scene) =>
        [new(scene.Symbols.Pending + " ", Tone.Dim), new(Name(block), Tone.Dim, true)];

    /// <summary>Under way or failed; what happens inside follows in lines of its own.</summary>
    public static IReadOnlyList<Piece> InWork(Block block, Scene scene) =>
    [
        Sign(block, scene.Symbols), new(Name(block), Tone.Strong, true),
        new($"  {block.Cursor}/{block.Steps.Count} {scene.Symbols.Dot} {StepRow.Clock(Time(block, scene.Now))}", Tone.Dim),
    ];

    /// <summary>Under way or failed, together with the innermost step that runs or failed.</summary>
    public static IReadOnlyList<Piece> InOneLine(Block block, Scene scene)
    {
        var step = Innermost(block);
        return step is null || step.Status == StepStatus.Pending
            ? InWork(block, scene)
            :
            [
                StepRow.Sign(step.Status, scene.Symbols), new(Name(block), Tone.Strong, true), new($" {scene.Symbols.Path} ", Tone.Dim),
                new(StepRow.Title(step), Tone.Plain, true),
                new($"  {StepRow.Standing(step, scene)}", step.Status == StepStatus.Failed ? Tone.Bad : Tone.Dim),
            ];
    }

    /// <summary>The block's name before the line of its only step.</summary>
    public static IReadOnlyList<Piece> Leading(Block block, IReadOnlyList<Piece> step, Scene scene) =>
        [step[0], new(Name(block), Tone.Strong, true), new($" {scene.Symbols.Path} ", Tone.Dim), .. step.Skip(1)];

    /// <summary>The way from a block to what runs inside it; where it is too long the middle is left out.</summary>
    public static IReadOnlyList<Piece> Path(Block block, List<string> names, int depth, Scene scene)
    {
        var between = $" {scene.Symbols.Path} ";
        var time = $"  {StepRow.Clock(Time(block, scene.Now))}";
        var room = scene.Width - depth * 2 - 4 - time.Length;
        for (var cut = false; names.Count > 2 && names.Sum(name => Cells.Width(name) + between.Length) > room; cut = true)
        {
            if (cut) names.RemoveAt(2);
            if (names.Count > 2) names[1] = scene.Symbols.Ellipsis;
        }

        List<Piece> pieces = [Sign(block, scene.Symbols), new(names[0], Tone.Strong, true)];
        foreach (var name in names.Skip(1)) pieces.AddRange([new(between, Tone.Dim), new(name, Tone.Plain, true)]);
        return [.. pieces, new(time, Tone.Dim)];
    }

    /// <summary>The innermost step that runs, waits or failed; null where all are done.</summary>
    public static StepState? Innermost(Block block)
    {
        while (block.Cursor < block.Steps.Count)
        {
            var step = block.Steps[block.Cursor];
            if (InWorkInside(step, 1) is not [var inner]) return step;
            block = inner;
        }

        return null;
    }

    /// <summary>The blocks of a step that failed, then those in work; at most <paramref name="most"/>.</summary>
    public static IReadOnlyList<Block> InWorkInside(StepState step, int most) => step.Loop is { } loop
        ? [.. loop.Failed.Concat(loop.Active).Take(most)]
        :
        [
            .. step.Blocks.Where(block => block.IsFailed || block is { IsStarted: true, IsDone: false })
                .OrderBy(block => !block.IsFailed).Take(most),
        ];

    public static string Name(Block block) => block.Title ?? block.Key ?? "";

    public static TimeSpan Time(Block block, DateTimeOffset now)
    {
        if (block.Steps.Count == 0 || block.Steps[0].StartedAt is not { } from) return TimeSpan.Zero;
        var last = block.Steps[Math.Min(block.Cursor, block.Steps.Count - 1)];
        return (block.IsDone || block.IsFailed ? last.EndedAt ?? now : now) - from;
    }

    private static Piece Sign(Block block, Symbols symbols) =>
        block.IsFailed ? new(symbols.Failed + " ", Tone.Bad) : new(symbols.Running + " ", Tone.Active);
}
