using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using MeshRunbook.Execution.Commands;

namespace MeshRunbook.Mesh.Tests.Fakes;

/// <summary>Starts real processes, as simply as these tests need it.</summary>
internal sealed class LocalCommands : ICommands
{
    public ConcurrentQueue<Process> Started { get; } = new();

    public async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(request.Arguments[0], request.Arguments[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in request.Environment) start.Environment[name] = value;
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new(CommandEnd.NotStarted, -1, "", "", false, TimeSpan.Zero, e.Message);
        }

        Started.Enqueue(Process.GetProcessById(process.Id));
        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput.BaseStream, request, isError: false);
        var error = ReadAsync(process.StandardError.BaseStream, request, isError: true);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return new(CommandEnd.Cancelled, -1, await output, await error, false, TimeSpan.Zero);
        }

        return new(CommandEnd.Exited, process.ExitCode, await output, await error, false, TimeSpan.Zero);
    }

    public bool IsRunning(ProcessIdentity process) => false;

    private static async Task<string> ReadAsync(Stream stream, CommandRequest request, bool isError)
    {
        var all = new StringBuilder();
        var buffer = new byte[4096];
        for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
        {
            request.Printed?.Invoke(new(buffer.AsMemory(0, count), isError));
            all.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return all.ToString();
    }
}
