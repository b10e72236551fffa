namespace MeshRunbook.Execution.Running;

/// <summary>
/// Waiting, as Task.Delay does it, except that a cancelled wait ends on the thread that cancels: a clock that only waiting moves
/// must know, when it goes on, that nothing else is still to happen at its present time.
/// </summary>
internal static class Pause
{
    public static async Task ForAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellation)
    {
        var over = new TaskCompletionSource();
        var timer = clock.CreateTimer(static over => ((TaskCompletionSource)over!).TrySetResult(), over, time, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            var registration = cancellation.UnsafeRegister(static (over, token) => ((TaskCompletionSource)over!).TrySetCanceled(token), over);
            await using (registration.ConfigureAwait(false)) await over.Task.ConfigureAwait(false);
        }
    }
}
