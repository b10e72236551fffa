using System.Threading.Channels;

namespace MeshSim.Api;

/// <summary>A subscription to changes; events arrive in order, none is lost; dispose it to end it.</summary>
public sealed class StoreWatch : IDisposable
{
    private readonly Channel<StoreEvent> _channel = Channel.CreateUnbounded<StoreEvent>();
    private readonly ResourceType? _type;
    private readonly Action<StoreWatch> _end;

    internal StoreWatch(ResourceType? type, long from, Action<StoreWatch> end) => (_type, From, _end) = (type, from, end);

    /// <summary>The version after which this subscription began.</summary>
    public long From { get; }

    public ChannelReader<StoreEvent> Events => _channel.Reader;

    /// <summary>All events until the token ends it or the watch is disposed.</summary>
    public IAsyncEnumerable<StoreEvent> ReadAllAsync(CancellationToken cancel = default) => _channel.Reader.ReadAllAsync(cancel);

    public void Dispose()
    {
        _end(this);
        _channel.Writer.TryComplete();
    }

    internal void Offer(StoreEvent change)
    {
        if (_type is null || _type.Equals(change.Type)) _channel.Writer.TryWrite(change);
    }
}
