namespace MeshSim.Api;

/// <summary>The latest changes, oldest first, for watches that begin in the past; the oldest are forgotten.</summary>
internal sealed class EventHistory(int capacity)
{
    private readonly Queue<StoreEvent> _events = new();

    /// <summary>The newest version that has been forgotten; a watch from before it is too late.</summary>
    public long Forgotten { get; private set; }

    public void Add(StoreEvent change)
    {
        _events.Enqueue(change);
        while (_events.Count > capacity) Forgotten = _events.Dequeue().Version;
    }

    /// <summary>Forgets everything, as a compaction of the real store does.</summary>
    public void Clear(long version)
    {
        _events.Clear();
        Forgotten = version;
    }

    public IEnumerable<StoreEvent> After(long version) => _events.Where(change => change.Version > version);
}
