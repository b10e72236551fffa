namespace MeshRunbook.Execution.Core;

/// <summary>How far a loop has come through its items, kept so that nothing is counted twice.</summary>
public sealed class LoopProgress
{
    private readonly IReadOnlyList<Block> _items;
    private readonly List<Block> _active = [];
    private readonly List<Block> _failed = [];

    internal LoopProgress(IReadOnlyList<Block> items, int firstCount)
    {
        _items = items;
        FirstCount = firstCount;
    }

    /// <summary>How many items, from the front, go before all others.</summary>
    public int FirstCount { get; }

    public int Done { get; private set; }

    /// <summary>Items in work.</summary>
    public IReadOnlyList<Block> Active => _active;

    public IReadOnlyList<Block> Failed => _failed;

    /// <summary>The index of the next item that has not been started.</summary>
    public int Next { get; private set; }

    internal int FirstDone { get; private set; }

    internal bool FirstFailed => _failed.Exists(item => item.Index < FirstCount);

    internal void Started(Block item)
    {
        _active.Add(item);
        while (Next < _items.Count && _items[Next].IsStarted) Next++;
    }

    internal void Ended(Block item)
    {
        _active.Remove(item);
        _failed.Remove(item);
        Done++;
        if (item.Index < FirstCount) FirstDone++;
    }

    internal void Undone(Block item)
    {
        Done--;
        if (item.Index < FirstCount) FirstDone--;
        _active.Add(item);
    }

    internal void HasFailed(Block item)
    {
        _active.Remove(item);
        if (!_failed.Contains(item)) _failed.Add(item);
    }

    internal void Reopened(Block item)
    {
        if (_failed.Remove(item)) _active.Add(item);
    }
}
