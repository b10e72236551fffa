using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Terminal.Progress;

internal sealed partial class TreeRows
{
    private void AddItems(StepState loop, int depth)
    {
        if (loop.Loop is not { } progress) return;
        AddBlocks(progress.Failed, depth);
        if (loop.Gate is { IsOpen: true } gate)
        {
            Fixed(depth, Rank.Gate, StepRow.Gate(gate, _scene));
            AddGate(gate, depth + 1);
        }

        AddBlocks(progress.Active, depth);
    }

    private void AddBranches(StepState parallel, int depth)
    {
        var branches = parallel.Blocks;
        var done = branches.Where(branch => branch.IsDone).ToList();
        var pending = branches.Where(branch => !branch.IsStarted).ToList();
        for (var i = 0; i < done.Count; i++)
            Add(new Row(Part.Done, done.Count - 1 - i, done.Count, depth, Rank.Done, _item, BlockRow.Ended(done[i], _scene)));
        AddBlocks([.. branches.Where(branch => branch is { IsStarted: true, IsDone: false })], depth);
        for (var i = 0; i < pending.Count; i++)
            Add(new Row(Part.Pending, i, pending.Count, depth, Rank.Pending, _item, BlockRow.Pending(pending[i], _scene)));
        Add(new Row(Part.PendingCount, pending.Count, pending.Count, depth, Rank.Count, _item, []));
    }

    /// <summary>Items or branches in work, or that failed.</summary>
    private void AddBlocks(IReadOnlyList<Block> blocks, int depth)
    {
        // The innermost of items side by side cannot be shortened further: the outer item stands for them all.
        var alone = blocks.Count < 2 || _item is not null;
        var shown = Math.Min(blocks.Count, _scene.Height);
        for (var i = 0; i < shown; i++)
        {
            if (!alone) _item = new(blocks[i], i, blocks.Count);
            AddBlock(blocks[i], depth);
            if (!alone) AddCompact(blocks[i], depth);
            if (!alone) _item = null;
        }

        Add(new Row(Part.ItemCount, shown, blocks.Count, depth, Rank.Count, _item, [])
        {
            IsFailed = blocks is [{ IsFailed: true }, ..],
        });
    }

    private void AddBlock(Block block, int depth)
    {
        if (block.Steps.Count == 1 && block.Steps[0] is { IsComposite: false, Status: not StepStatus.Pending } only)
        {
            Fixed(depth, only.Status == StepStatus.Failed ? Rank.Failed : Rank.Running, BlockRow.InOneLine(block, _scene));
            if (only.Status == StepStatus.Running) AddPrinted(only, depth + 1);
            else AddError(only, depth + 1);
            return;
        }

        Fixed(depth, Rank.Around, BlockRow.InWork(block, _scene));
        Add(block, depth + 1);
    }

    private void AddCompact(Block block, int depth)
    {
        Compact(depth, block.IsFailed ? Rank.Failed : Rank.Running, BlockRow.InOneLine(block, _scene));
        if (block.IsFailed && BlockRow.Innermost(block) is { Error: { } error })
            Compact(depth + 1, Rank.Failed, [new(StepRow.FirstLine(error), Tone.Bad)]);
    }

    private void Compact(int depth, int rank, IReadOnlyList<Piece> pieces) => Add(new Row(Part.Compact, 0, 1, depth, rank, _item, pieces));
}
