using MeshRunbook.Execution.Core;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>What stays on the screen when the engine has let go of a run: the two outer levels of the tree, with times.</summary>
internal static class FinalView
{
    private const int Longest = 12;

    public static IReadOnlyList<StyledLine> Lines(Scene scene)
    {
        var lines = new List<StyledLine> { ProgressView.Header(scene) };
        var steps = scene.State.Root.Steps;
        var pending = 0;
        foreach (var step in steps)
        {
            if (step.Status == StepStatus.Pending)
            {
                pending++;
                continue;
            }

            lines.Add(ProgressView.Fit(scene, 1, Row(step, scene)));
            lines.AddRange(Inside(step, scene).Select(row => ProgressView.Fit(scene, 2, row)));
        }

        if (pending > 0)
            lines.Add(ProgressView.Fit(scene, 1, [new($"{scene.Symbols.Pending} {Words.Count(pending, "step")} not begun", Tone.Dim)]));
        return lines;
    }

    private static IReadOnlyList<Piece> Row(StepState step, Scene scene) => step switch
    {
        { HasEnded: true } => StepRow.Ended(step, scene),
        { Blocks.Count: > 0 } => StepRow.Composite(step, scene),
        _ => StepRow.Current(step, scene),
    };

    private static IEnumerable<IReadOnlyList<Piece>> Inside(StepState step, Scene scene)
    {
        if (step.Blocks.Count == 0)
            return step.Error is { } error && !step.HasEnded ? [[new(StepRow.FirstLine(error), Tone.Bad)]] : [];
        return step.Step is CallStep ? Steps(step.Blocks[0], scene) : Blocks(step.Blocks, scene);
    }

    private static IEnumerable<IReadOnlyList<Piece>> Steps(Block block, Scene scene)
    {
        var done = block.Steps.Where(step => step.HasEnded).ToList();
        foreach (var row in Ended(done.Select(step => StepRow.Ended(step, scene)).ToList(), "step", scene)) yield return row;
        foreach (var step in block.Steps.Where(step => !step.HasEnded && step.Status != StepStatus.Pending))
        {
            yield return Row(step, scene);
            if (Innermost(step) is { } reason) yield return reason;
        }
    }

    private static IEnumerable<IReadOnlyList<Piece>> Blocks(IReadOnlyList<Block> blocks, Scene scene)
    {
        var done = blocks.Where(block => block.IsDone).ToList();
        foreach (var row in Ended(done.Select(block => BlockRow.Ended(block, scene)).ToList(), "item", scene)) yield return row;
        foreach (var block in blocks.Where(block => block is { IsStarted: true, IsDone: false }))
        {
            yield return BlockRow.InOneLine(block, scene);
            if (BlockRow.Innermost(block) is { Error: { } error }) yield return [new("  " + StepRow.FirstLine(error), Tone.Bad)];
        }
    }

    private static IEnumerable<IReadOnlyList<Piece>> Ended(List<IReadOnlyList<Piece>> rows, string noun, Scene scene)
    {
        var left = rows.Count > Longest ? rows.Count - Longest / 2 : 0;
        if (left > 0) yield return [new(scene.Symbols.Done + " ", Tone.Good), new($"{Words.Count(left, noun)} done", Tone.Dim)];
        foreach (var row in rows.Skip(left)) yield return row;
    }

    private static IReadOnlyList<Piece>? Innermost(StepState step)
    {
        var failed = step.Blocks.FirstOrDefault(block => block.IsFailed) is { } block ? BlockRow.Innermost(block) : step;
        return failed?.Error is { } error
            ? [new("  " + (failed == step ? "" : $"{failed.Title}: ") + StepRow.FirstLine(error), Tone.Bad)]
            : null;
    }
}
