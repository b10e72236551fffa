namespace MeshSim.Api;

/// <summary>What a cluster does by itself without workload controllers: collects garbage, fills and empties namespaces.</summary>
internal sealed class Housekeeping : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StoreWatch _watch;
    private readonly Action<Exception>? _broken;
    private readonly Task _work;

    private Housekeeping(ObjectStore store, Action<Exception>? broken)
    {
        _broken = broken;
        _watch = store.Watch(null, 0);
        _work = Task.Run(() => RunAsync(new GarbageCollector(store), new NamespaceLifecycle(store)));
    }

    public static Housekeeping Start(ObjectStore store, Action<Exception>? broken) => new(store, broken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _watch.Dispose();
        await _work;
        _stop.Dispose();
    }

    private async Task RunAsync(GarbageCollector collector, NamespaceLifecycle namespaces)
    {
        try
        {
            await foreach (var change in _watch.ReadAllAsync(_stop.Token))
            {
                Try(() => collector.Handle(change));
                Try(() => namespaces.Handle(change));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The cluster is going down.
        }
    }

    /// <summary>Another writer may have been faster; what remains to be done shows in the change that it made.</summary>
    private void Try(Action handle)
    {
        try
        {
            handle();
        }
        catch (ApiException overtaken) when (overtaken.Code is 403 or 404 or 409)
        {
        }
        catch (Exception defect) when (_broken is not null)
        {
            _broken(defect);
        }
    }
}
