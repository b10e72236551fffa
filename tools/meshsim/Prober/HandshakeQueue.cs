using System.Threading.Channels;
using MeshSim.Sidecars;

namespace MeshSim.Prober;

/// <summary>A pair for a real handshake and what the law says of it.</summary>
internal sealed record HandshakePair(Proxy Client, Proxy Server, bool Expected);

/// <summary>Does real handshakes one after another in the background and tells of those that fail against the law.</summary>
internal sealed class HandshakeQueue : IAsyncDisposable
{
    private readonly Channel<HandshakePair> _pairs = Channel.CreateUnbounded<HandshakePair>();
    private readonly Action<HandshakePair> _failed;
    private readonly Task _running;
    private long _added;
    private long _done;
    private long _failures;

    public HandshakeQueue(Action<HandshakePair> failed)
    {
        _failed = failed;
        _running = Task.Run(RunAsync);
    }

    public long Done => Interlocked.Read(ref _done);

    public long FailedCount => Interlocked.Read(ref _failures);

    public void Add(HandshakePair pair)
    {
        Interlocked.Increment(ref _added);
        _pairs.Writer.TryWrite(pair);
    }

    /// <summary>Waits until every pair added so far is done.</summary>
    public async Task DrainAsync(CancellationToken stop)
    {
        while (Done < Interlocked.Read(ref _added) && !_running.IsCompleted) await Task.Delay(5, stop);
    }

    public async ValueTask DisposeAsync()
    {
        _pairs.Writer.TryComplete();
        while (_pairs.Reader.TryRead(out _)) Interlocked.Decrement(ref _added);
        await _running;
    }

    private async Task RunAsync()
    {
        await foreach (var pair in _pairs.Reader.ReadAllAsync())
        {
            var succeeded = await Handshake.SucceedsAsync(new(pair.Client.Certificate, pair.Client.Class), new(pair.Server.Certificate, pair.Server.Class));
            if (!succeeded) Interlocked.Increment(ref _failures);
            if (!succeeded && pair.Expected) _failed(pair);
            Interlocked.Increment(ref _done);
        }
    }
}
