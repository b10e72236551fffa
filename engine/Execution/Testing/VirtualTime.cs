namespace MeshRunbook.Execution.Testing;

/// <summary>A clock that stands still until it is told to go to the next time at which anything is due. No wait takes time.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<VirtualTimer, (DateTimeOffset Due, long Number)> _timers = new();
    private DateTimeOffset _now = Start;
    private long _number;

    /// <summary>When every test begins.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public TimeSpan Elapsed => GetUtcNow() - Start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    /// <summary>Goes to the time of the next timer, and fires it on this thread; false where there is none.</summary>
    public bool GoOn()
    {
        while (true)
        {
            VirtualTimer? timer;
            lock (_lock)
            {
                if (!_timers.TryDequeue(out timer, out var at)) return false;
                if (timer.Number != at.Number) continue;
                timer.Number = -1;
                if (at.Due > _now) _now = at.Due;
            }

            timer.Fire();
            return true;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Fires once: nothing here asks for more.</summary>
    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        /// <summary>The place in the queue that counts; -1 for none.</summary>
        public long Number { get; set; } = -1;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                Number = -1;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Number = time._number++;
                time._timers.Enqueue(this, (time._now + dueTime, Number));
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._lock) Number = -1;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
