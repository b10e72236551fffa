namespace MeshRunbook.Execution.Commands.Processes;

/// <summary>Ends all processes of a command: politely first, then for good.</summary>
internal sealed class ProcessEnding(TimeProvider time, TimeSpan grace)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public async Task EndAsync(ProcessIdentity leader, string mark)
    {
        Send(ProcessTable.Of(leader, mark), Native.SignalTerminate);
        var since = time.GetTimestamp();
        while (ProcessTable.Of(leader, mark).Count > 0)
        {
            // Whoever forks while being ended is found in the next round.
            if (time.GetElapsedTime(since) >= grace) Send(ProcessTable.Of(leader, mark), Native.SignalKill);
            await Task.Delay(Look, time).ConfigureAwait(false);
        }
    }

    private static void Send(List<int> processes, int signal)
    {
        foreach (var process in processes) _ = Native.Kill(process, signal);
    }
}
