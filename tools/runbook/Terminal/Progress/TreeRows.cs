using MeshRunbook.Execution.Core;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>
/// The tree of a run as rows in the order in which they are shown. Looks only at what is under way and at what stands near it,
/// never at all steps.
/// </summary>
internal sealed partial class TreeRows
{
    private const int DoneOfBlock = 9;
    private readonly Scene _scene;
    private readonly Symbols _symbols;
    private readonly List<Row> _rows = [];
    private ItemPlace? _item;
    private int _spare;

    private TreeRows(Scene scene)
    {
        _scene = scene;
        _symbols = scene.Symbols;
        _spare = scene.Height * 4;
    }

    public static IReadOnlyList<Row> Of(Scene scene)
    {
        var tree = new TreeRows(scene);
        tree.Add(scene.State.Root, 0);
        return tree._rows;
    }

    private void Add(Block block, int depth)
    {
        var cursor = block.Cursor;
        AddDone(block, cursor, depth);
        if (cursor == block.Steps.Count) return;
        var current = block.Steps[cursor].Status == StepStatus.Pending ? 0 : 1;
        if (current == 1) AddCurrent(block.Steps[cursor], depth);
        if (!block.IsFailed) AddPending(block, cursor + current, depth);
    }

    private void AddDone(Block block, int count, int depth)
    {
        var shown = Take(Math.Min(count, DoneOfBlock));
        Add(new Row(Part.DoneCount, shown, count, depth, Rank.Count, _item, []));
        for (var i = shown; i > 0; i--)
            Add(new Row(Part.Done, i - 1, count, depth, Rank.Done, _item, StepRow.Ended(block.Steps[count - i], _scene)));
    }

    private void AddPending(Block block, int from, int depth)
    {
        var count = block.Steps.Count - from;
        var shown = Take(Math.Min(count, _scene.Height));
        for (var i = 0; i < shown; i++)
            Add(new Row(Part.Pending, i, count, depth, Rank.Pending, _item, StepRow.Later(block.Steps[from + i], _scene)));
        Add(new Row(Part.PendingCount, shown, count, depth, Rank.Count, _item, []));
    }

    private void AddCurrent(StepState step, int depth)
    {
        if (step.Blocks.Count > 0) AddComposite(step, StepRow.Composite(step, _scene), depth);
        else AddLeaf(step, StepRow.Current(step, _scene), depth);
    }

    private void AddComposite(StepState step, IReadOnlyList<Piece> pieces, int depth)
    {
        Fixed(depth, Rank.Around, pieces);
        switch (step.Step)
        {
            case ForEachStep: AddItems(step, depth + 1); break;
            case ParallelStep: AddBranches(step, depth + 1); break;
            default: Add(step.Blocks[0], depth + 1); break;
        }

        if (step.Status == StepStatus.Failed && !step.Blocks.Any(block => block.IsFailed)) AddError(step, depth + 1);
    }

    private void AddLeaf(StepState step, IReadOnlyList<Piece> pieces, int depth)
    {
        Fixed(depth, step.Status == StepStatus.Failed ? Rank.Failed : Rank.Running, pieces);
        switch (step.Status)
        {
            case StepStatus.Running: AddPrinted(step, depth + 1); break;
            case StepStatus.WaitingForPerson when step.Gate is { IsOpen: true }: AddGate(step.Gate, depth + 1); break;
            case StepStatus.InDoubt: AddDoubt(step, depth + 1); break;
            default: AddError(step, depth + 1); break;
        }
    }

    private void AddPrinted(StepState step, int depth)
    {
        var lines = _scene.Printed.Of(step.Address);
        for (var i = 0; i < lines.Count; i++)
            Add(new Row(Part.Printed, lines.Count - 1 - i, lines.Count, depth, Rank.Printed, _item, [new(lines[i], Tone.Dim)]));
    }

    private void AddGate(GateState gate, int depth)
    {
        foreach (var note in _scene.Printed.Of(gate.Address).TakeLast(1)) Fixed(depth, Rank.Gate, [new(note, Tone.Attention)]);
        Fixed(depth, Rank.Printed, [new($"runbook approve {_scene.RunId} {gate.Address}", Tone.Dim)]);
    }

    private void AddDoubt(StepState step, int depth) =>
        Fixed(depth, Rank.Printed, [new(step.DoubtAnswer?.Summary ?? "an earlier engine started it and left no outcome", Tone.Attention)]);

    private void AddError(StepState step, int depth)
    {
        if (step.Error is not { } error) return;
        var tone = step.Status == StepStatus.Failed ? Tone.Bad : Tone.Dim;
        Fixed(depth, Rank.Failed, [new(StepRow.FirstLine(error), tone)]);
    }

    private void Fixed(int depth, int rank, IReadOnlyList<Piece> pieces) => Add(new Row(Part.Fixed, 0, 1, depth, rank, _item, pieces));

    private void Add(Row row)
    {
        if (row.Part is Part.DoneCount or Part.PendingCount or Part.ItemCount && row.Total == 0) return;
        _rows.Add(row);
    }

    private int Take(int count)
    {
        var taken = Math.Min(count, _spare);
        _spare -= taken;
        return taken;
    }
}
