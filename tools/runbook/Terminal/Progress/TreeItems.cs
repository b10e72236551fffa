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
        if (_item is null) AddNames(loop, progress, depth);
    }

    /// <summary>How the other items of an outermost loop stand, such as the clusters of a fleet: as many names as there is room for.</summary>
    private void AddNames(StepState loop, LoopProgress progress, int depth)
    {
        var most = _scene.Width / 3;
        // A loop may have ten thousand items, of which only those near the one that is next are looked at.
        var done = Enumerable.Range(1, Math.Min(most, progress.Next)).Select(back => loop.Blocks[progress.Next - back]).Where(block => block.IsDone)
            .Select(block => $"{BlockRow.Name(block)} {Words.Duration(BlockRow.Time(block, _scene.Now))}").ToList();
        var pending = loop.Blocks.Skip(progress.Next).Take(most).Select(BlockRow.Name).ToList();
        if (done.Count > 0) Add(new Row(Part.Names, 0, 1, depth, Rank.Done, _item, [new(_symbols.Done + " ", Tone.Good), new(string.Join(", ", done), Tone.Dim, true)]));
        if (pending.Count > 0) Add(new Row(Part.Names, 1, 1, depth, Rank.Pending, _item, [new(_symbols.Pending + " ", Tone.Dim), new(string.Join(", ", pending), Tone.Dim, true)]));
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
        var shown = Math.Min(blocks.Count, _scene.Height);
        // The outermost items have other forms for where there is less room, and these stand for all that is inside.
        for (var i = 0; i < shown; i++)
            if (_item is not null) AddTree(blocks[i], depth);
            else AddForms(blocks[i], new(i, blocks.Count, ItemForm.Tree), depth);
        Add(new Row(Part.ItemCount, shown, blocks.Count, depth, Rank.Count, _item, [])
        {
            IsFailed = blocks is [{ IsFailed: true }, ..],
        });
    }

    private void AddForms(Block block, ItemPlace place, int depth)
    {
        _item = place;
        AddTree(block, depth);
        _item = place with { Form = ItemForm.Path };
        AddPath(block, depth);
        _item = place with { Form = ItemForm.Line };
        AddLine(block, depth);
        _item = null;
    }

    private void AddTree(Block block, int depth)
    {
        switch (block.Steps)
        {
            // Where there is but one step inside, the two take one line.
            case [{ Blocks.Count: > 0, HasEnded: false } only]:
                AddComposite(only, BlockRow.Leading(block, StepRow.Composite(only, _scene), _scene), depth);
                break;
            case [{ Blocks.Count: 0, HasEnded: false, Status: not StepStatus.Pending } only]:
                AddLeaf(only, BlockRow.Leading(block, StepRow.Current(only, _scene), _scene), depth);
                break;
            default:
                Fixed(depth, Rank.Around, BlockRow.InWork(block, _scene));
                Add(block, depth + 1);
                break;
        }
    }

    /// <summary>The way down to where several things run side by side, or to what runs, and these.</summary>
    private void AddPath(Block block, int depth)
    {
        var names = new List<string> { BlockRow.Name(block) };
        for (var at = block; at.Cursor < at.Steps.Count;)
        {
            var step = at.Steps[at.Cursor];
            var inside = BlockRow.InWorkInside(step, _scene.Height);
            if (inside.Count == 0 || step.Gate is { IsOpen: true })
            {
                Fixed(depth, Rank.Around, BlockRow.Path(block, names, depth, _scene));
                if (step.Status != StepStatus.Pending) AddCurrent(step, depth + 1);
                return;
            }

            names.Add(StepRow.Title(step) + (step.Loop is { } loop ? $" {loop.Done}/{step.Blocks.Count}" : ""));
            if (inside.Count > 1)
            {
                Fixed(depth, Rank.Around, BlockRow.Path(block, names, depth, _scene));
                foreach (var inner in inside) AddLine(inner, depth + 1);
                return;
            }

            at = inside[0];
            if (at.Key is not null) names.Add(BlockRow.Name(at));
        }
    }

    private void AddLine(Block block, int depth)
    {
        var innermost = BlockRow.Innermost(block);
        var hasFailed = innermost?.Status == StepStatus.Failed;
        Fixed(depth, hasFailed ? Rank.Failed : Rank.Running, BlockRow.InOneLine(block, _scene));
        if (hasFailed) AddError(innermost!, depth + 1);
    }
}
