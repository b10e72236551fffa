using System.Collections.Concurrent;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Runs the controllers of one cluster, one object at a time, as changes and timers call for it.</summary>
public sealed class ControllerLoop : IAsyncDisposable
{
    private static readonly TimeSpan AfterConflict = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);
    private readonly ObjectStore _store;
    private readonly IReadOnlyList<Controller> _controllers;
    private readonly Action<string> _complain;
    private readonly Queue<(Controller, ObjectKey)> _ready = new();
    private readonly HashSet<(Controller, ObjectKey)> _queued = [];
    private readonly PriorityQueue<(Controller, ObjectKey), DateTimeOffset> _later = new();
    private readonly ConcurrentQueue<(Controller, ObjectKey)> _woken = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly StoreWatch _watch;
    private readonly Task _running;
    private long _idleTurns;

    /// <param name="complain">Gets a line for each defect of a controller; the loop goes on.</param>
    public ControllerLoop(ObjectStore store, IReadOnlyList<Controller> controllers, Action<string> complain)
    {
        _store = store;
        _controllers = controllers;
        _complain = complain;
        foreach (var controller in controllers)
            controller.Later = (key, delay) => _later.Enqueue((controller, key), store.Clock.GetUtcNow() + delay);
        _watch = store.Watch();
        _running = Task.Run(RunAsync);
    }

    /// <summary>How often the loop has found nothing to do: what time alone cannot tell on a busy machine.</summary>
    public long IdleTurns => Interlocked.Read(ref _idleTurns);

    /// <summary>Asks for another look at an object, from any thread; it comes with the next change or within a moment.</summary>
    public void Wake(Controller controller, ObjectKey key) => _woken.Enqueue((controller, key));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _watch.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        foreach (var type in _store.Types.All)
            foreach (var item in _store.List(type).Items)
                Notice(new(ChangeKind.Added, type, _store.Version, null, item));
        while (!_stop.IsCancellationRequested)
        {
            while (_watch.Events.TryRead(out var change)) Notice(change);
            TakeDue();
            if (_ready.TryDequeue(out var work)) Do(work.Item1, work.Item2);
            else if (!await WaitAsync()) return;
        }
    }

    private void Notice(StoreEvent change)
    {
        foreach (var controller in _controllers)
            foreach (var key in controller.Concerns(change))
                if (_queued.Add((controller, key))) _ready.Enqueue((controller, key));
    }

    private void TakeDue()
    {
        while (_woken.TryDequeue(out var woken))
            if (_queued.Add(woken)) _ready.Enqueue(woken);
        while (_later.TryPeek(out var work, out var due) && due <= _store.Clock.GetUtcNow())
        {
            _later.Dequeue();
            if (_queued.Add(work)) _ready.Enqueue(work);
        }
    }

    private void Do(Controller controller, ObjectKey key)
    {
        _queued.Remove((controller, key));
        try
        {
            controller.Reconcile(key);
        }
        catch (ApiException e)
        {
            // Somebody else was faster, or the object has gone: the next look sees what is there then.
            if (e.Code != 404) controller.Later(key, AfterConflict);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _complain($"{controller.GetType().Name} {key}: {e}");
        }
    }

    private async Task<bool> WaitAsync()
    {
        Interlocked.Increment(ref _idleTurns);
        try
        {
            var change = _watch.Events.WaitToReadAsync(_stop.Token).AsTask();
            var delay = _later.TryPeek(out _, out var due) ? due - _store.Clock.GetUtcNow() : Idle;
            if (delay > Idle) delay = Idle;
            if (delay > TimeSpan.Zero) await Task.WhenAny(change, Task.Delay(delay, _store.Clock, _stop.Token));
            return !_stop.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
