using System.Collections.Immutable;
using System.IO.Pipes;
using System.Text;
using MeshRunbook.Execution.Commands.Processes;

namespace MeshRunbook.Execution.Commands;

/// <summary>
/// Starts commands as processes of Linux or macOS. Each has a session of its own, so that a Ctrl-C at the terminal reaches
/// the engine only, and so that its whole process tree can be ended.
/// </summary>
/// <param name="grace">How long a process tree has to end after SIGTERM, before SIGKILL.</param>
public sealed class ProcessCommands(TimeProvider time, TimeSpan? grace = null) : ICommands
{
    private const string Variable = "MESHRUNBOOK_COMMAND";
    private readonly ProcessEnding _ending = new(time, grace ?? TimeSpan.FromSeconds(10));

    public async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        if (cancellation.IsCancellationRequested) return NotRun(CommandEnd.Cancelled, null);
        var program = request.Arguments[0];
        var searchPath = request.Environment.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH");
        var (file, missing) = ProgramPath.Find(program, searchPath);
        if (file is null) return NotRun(CommandEnd.NotStarted, missing);

        var mark = request.Mark ?? Guid.NewGuid().ToString("n");
        using var input = request.Input is null ? null : new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None);
        using var output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        using var error = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        var failure = Spawn.Start(
            file, request.Arguments, Spawn.Environment(request.Environment.SetItem(Variable, mark)), input, output, error, out var process);
        if (failure != 0) return NotRun(CommandEnd.NotStarted, SpawnProblem.Of(failure, program, file, request));
        input?.ClientSafePipeHandle.Dispose();
        output.ClientSafePipeHandle.Dispose();
        error.ClientSafePipeHandle.Dispose();

        var identity = new ProcessIdentity(process, ProcessTable.StartTicks(process) ?? 0);
        request.Started?.Invoke(identity);
        using var capture = new Capture(request);
        using var running = new RunningCommand(process, output, error, capture.Take);
        if (input is not null) _ = WriteAsync(input, request.Input!);
        var stopped = await WaitAsync(running, identity, mark, request.Timeout, cancellation).ConfigureAwait(false);
        var (end, exitCode) = Read(await running.Ended.ConfigureAwait(false));
        return capture.Result(stopped ?? end, exitCode, time.GetElapsedTime(start));
    }

    public IReadOnlyList<int> Remains(string mark, ProcessIdentity? process) => ProcessTable.Of(process, mark);

    /// <summary>Waits for the command; null where it ended by itself, and otherwise why the engine ended it.</summary>
    private async Task<CommandEnd?> WaitAsync(
        RunningCommand running, ProcessIdentity process, string mark, TimeSpan? timeout, CancellationToken cancellation)
    {
        using var patience = timeout is { } limit ? new CancellationTokenSource(limit, time) : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = both.Token.Register(stop.SetResult).ConfigureAwait(false);
        await Task.WhenAny(running.Ended, stop.Task).ConfigureAwait(false);
        if (running.Ended.IsCompleted || running.HasExited) return null;
        await _ending.EndAsync(process, mark).ConfigureAwait(false);
        return cancellation.IsCancellationRequested ? CommandEnd.Cancelled : CommandEnd.TimedOut;
    }

    private static async Task WriteAsync(AnonymousPipeServerStream input, string text)
    {
        try
        {
            await input.WriteAsync(Encoding.UTF8.GetBytes(text)).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The command did not want all of it.
        }

        await input.DisposeAsync().ConfigureAwait(false);
    }

    private static (CommandEnd End, int ExitCode) Read(int status)
    {
        if (status < 0) return (CommandEnd.Exited, -1);
        var signal = status & 0x7f;
        return signal == 0 ? (CommandEnd.Exited, (status >> 8) & 0xff) : (CommandEnd.Signalled, 128 + signal);
    }

    private static CommandResult NotRun(CommandEnd end, string? problem) => new(end, -1, "", "", false, TimeSpan.Zero, problem);
}
