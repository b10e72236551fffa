using System.Text;

namespace MeshRunbook.Execution.Commands.Processes;

/// <summary>Keeps the beginning of what a command prints, up to a limit, and passes all of it on.</summary>
internal sealed class Capture(CommandRequest request) : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly MemoryStream _error = new();
    private bool _truncated;

    public void Take(OutputChunk chunk)
    {
        var kept = chunk.IsError ? _error : _output;
        var room = (int)Math.Min(request.CaptureLimit - kept.Length, chunk.Bytes.Length);
        kept.Write(chunk.Bytes.Span[..room]);
        if (room < chunk.Bytes.Length) _truncated = true;
        request.Printed?.Invoke(chunk);
    }

    public CommandResult Result(CommandEnd end, int exitCode, TimeSpan duration) =>
        new(end, exitCode, Text(_output), Text(_error), _truncated, duration);

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
}
