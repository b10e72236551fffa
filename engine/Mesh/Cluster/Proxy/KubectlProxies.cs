using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Sockets;
using MeshRunbook.Execution.Commands;

namespace MeshRunbook.Mesh.Cluster.Proxy;

/// <summary>Reads clusters through one `kubectl proxy` each, started when first needed and ended with this object.</summary>
/// <param name="temporary">The folder in which the private folders of the sockets are made.</param>
public sealed class KubectlProxies(
    ICommands commands, ImmutableDictionary<string, string> environment, string temporary, TimeProvider time)
    : IClusterApi, IAsyncDisposable
{
    private const int Unauthorized = 401;
    private static readonly TimeSpan TimeToDie = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<ClusterName, Slot> _slots = new();

    public Task<ApiReply> GetAsync(ClusterName cluster, string path, string accept, CancellationToken cancellation) =>
        AskAsync(cluster, proxy => proxy.GetAsync(path, accept, cancellation), cancellation);

    public Task<Stream> ForwardAsync(ClusterName cluster, string path, int port, CancellationToken cancellation) =>
        AskAsync(cluster, proxy => proxy.ForwardAsync(path, port, cancellation), cancellation);

    private async Task<T> AskAsync<T>(ClusterName cluster, Func<KubectlProxy, Task<T>> ask, CancellationToken cancellation)
    {
        var slot = _slots.GetOrAdd(cluster, _ => new());
        var proxy = await RunningAsync(slot, cluster, null, cancellation);
        try
        {
            var said = await ask(proxy);
            // A proxy reads the kubeconfig when it starts: credentials that a person has renewed since are seen by a new one only.
            if (said is not ApiReply { Status: Unauthorized }) return said;
        }
        catch (HttpRequestException e)
        {
            if (!await IsDeadAsync(proxy, e, cancellation)) throw;
        }

        return await ask(await RunningAsync(slot, cluster, proxy, cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var slot in _slots.Values)
        {
            await slot.Turn.WaitAsync();
            if (slot.Proxy is { } proxy) await proxy.DisposeAsync();
            slot.Proxy = null;
            slot.Turn.Release();
        }
    }

    /// <summary>A connection may break a moment before the process that held it is known to have ended.</summary>
    private async Task<bool> IsDeadAsync(KubectlProxy proxy, HttpRequestException problem, CancellationToken cancellation)
    {
        if (problem.InnerException is SocketException || proxy.Ended.IsCompleted) return true;
        return await Task.WhenAny(proxy.Ended, Task.Delay(TimeToDie, time, cancellation)) == proxy.Ended;
    }

    /// <summary>The slot's proxy, or a new one where there is none, it has ended, or it is the one found dead.</summary>
    private async Task<KubectlProxy> RunningAsync(
        Slot slot, ClusterName cluster, KubectlProxy? dead, CancellationToken cancellation)
    {
        await slot.Turn.WaitAsync(cancellation);
        try
        {
            if (slot.Proxy is { } running && running != dead && !running.Ended.IsCompleted) return running;
            if (slot.Proxy is { } old) await old.DisposeAsync();
            slot.Proxy = null;
            return slot.Proxy = await KubectlProxy.StartAsync(commands, cluster, environment, temporary, time, cancellation);
        }
        finally
        {
            slot.Turn.Release();
        }
    }

    private sealed class Slot
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public KubectlProxy? Proxy { get; set; }
    }
}
