using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace MeshRunbook.Execution.Commands.Processes;

/// <summary>A command from its start to its end: passes on what it prints, and reaps it. One thread of its own does both.</summary>
internal sealed class RunningCommand : IDisposable
{
    private const int Chunk = 64 * 1024;

    // A child left in the background may keep the pipes open for ever; what it prints after this is not waited for.
    private static readonly TimeSpan Remains = TimeSpan.FromSeconds(1);

    private readonly int _process;
    private readonly AnonymousPipeServerStream _output;
    private readonly AnonymousPipeServerStream _error;
    private readonly Action<OutputChunk> _printed;
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _reaping = new();
    private bool _reaped;
    private int _status;

    public RunningCommand(int process, AnonymousPipeServerStream output, AnonymousPipeServerStream error, Action<OutputChunk> printed)
    {
        _process = process;
        _output = output;
        _error = error;
        _printed = printed;
        new Thread(Attend, 256 * 1024) { IsBackground = true, Name = $"command {process}" }.Start();
    }

    /// <summary>The wait status, when the command has ended and all that it printed has been passed on.</summary>
    public Task<int> Ended => _ended.Task;

    /// <summary>Whether the command itself has ended, though its output may not be read yet.</summary>
    public bool HasExited => Reap();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    private void Attend()
    {
        try
        {
            PassOnOutput();
            if (!Reap())
            {
                Native.WaitWithoutReaping(_process);
                Reap();
            }

            _ended.SetResult(_status);
        }
        catch (Exception problem)
        {
            // Whoever waits for the command gets the problem; a thread must never end the engine.
            _ended.TrySetException(problem);
        }
    }

    private unsafe void PassOnOutput()
    {
        var buffer = new byte[Chunk];
        var polls = stackalloc Native.Poll[2];
        polls[0] = new() { Descriptor = (int)_output.SafePipeHandle.DangerousGetHandle(), Wanted = Native.ReadyToRead };
        polls[1] = new() { Descriptor = (int)_error.SafePipeHandle.DangerousGetHandle(), Wanted = Native.ReadyToRead };
        long exitedAt = 0;
        var lookedAt = Stopwatch.GetTimestamp();
        // A descriptor below 0 is left out by poll.
        while (polls[0].Descriptor >= 0 || polls[1].Descriptor >= 0)
        {
            var ready = Native.WaitForInput(polls, 2, 100);
            for (var i = 0; ready > 0 && i < 2; i++)
                if (polls[i].Descriptor >= 0 && polls[i].Ready != 0 && !ReadOnce(polls[i].Descriptor, buffer, isError: i == 1)) polls[i].Descriptor = -1;
            if (ready > 0 && Stopwatch.GetElapsedTime(lookedAt) < TimeSpan.FromMilliseconds(100)) continue;
            lookedAt = Stopwatch.GetTimestamp();
            if (!Reap()) continue;
            if (exitedAt == 0) exitedAt = lookedAt;
            else if (Stopwatch.GetElapsedTime(exitedAt) > Remains) return;
        }
    }

    private unsafe bool ReadOnce(int descriptor, byte[] buffer, bool isError)
    {
        nint count;
        fixed (byte* start = buffer) count = Native.Read(descriptor, start, buffer.Length);
        if (count < 0) return Marshal.GetLastPInvokeError() == Native.Interrupted;
        if (count > 0) _printed(new(buffer.AsMemory(0, (int)count), isError));
        return count > 0;
    }

    private bool Reap()
    {
        lock (_reaping)
        {
            if (_reaped) return true;
            var result = Native.WaitFor(_process, out var status, Native.NoHang);
            if (result == 0) return false;
            if (result < 0 && Marshal.GetLastPInvokeError() == Native.Interrupted) return false;
            // No such child: somebody made the engine ignore its children, and their statuses are lost.
            _status = result < 0 ? -1 : status;
            return _reaped = true;
        }
    }
}
