using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>The line of a loop's item or of a branch.</summary>
internal static class BlockRow
{
    public static IReadOnlyList<Piece> Ended(Block block, Scene scene) =>
        [new(scene.Symbols.Done + " ", Tone.Good), new(Name(block), Tone.Plain, true), new($"  {Words.Duration(Time(block, scene.Now))}", Tone.Dim)];

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

    /// <summary>The innermost step that runs, waits or failed; null where all are done.</summary>
    public static StepState? Innermost(Block block)
    {
        while (block.Cursor < block.Steps.Count)
        {
            var step = block.Steps[block.Cursor];
            var inner = step.Blocks.FirstOrDefault(inside => inside.IsFailed)
                ?? (step.Loop is { Active: [var active, ..] } ? active : null)
                ?? (step.Loop is null ? step.Blocks.FirstOrDefault(inside => inside is { IsStarted: true, IsDone: false }) : null);
            if (inner is null) return step;
            block = inner;
        }

        return null;
    }

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
