using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Execution.Running;

/// <summary>Takes what a command prints, masked, to its log and to the watcher as it comes. Keeps nothing in memory.</summary>
internal sealed class StepOutput : IDisposable
{
    private readonly Address _address;
    private readonly Func<Stream> _open;
    private readonly IWatcher _watcher;
    private readonly MaskedStream _output;
    private readonly MaskedStream _error;
    private readonly LineSplitter _outputLines;
    private readonly LineSplitter _errorLines;
    private Stream? _log;
    private bool _logFailed;

    public StepOutput(Address address, Func<Stream> open, Masker masker, IWatcher watcher)
    {
        _address = address;
        _open = open;
        _watcher = watcher;
        _outputLines = new(line => watcher.Printed(address, line, false));
        _errorLines = new(line => watcher.Printed(address, line, true));
        _output = masker.Stream(bytes => PassOn(bytes, _outputLines));
        _error = masker.Stream(bytes => PassOn(bytes, _errorLines));
    }

    public void Printed(OutputChunk chunk) => (chunk.IsError ? _error : _output).Write(chunk.Bytes);

    public void Dispose()
    {
        _output.Complete();
        _error.Complete();
        _outputLines.Complete();
        _errorLines.Complete();
        _log?.Dispose();
    }

    private void PassOn(ReadOnlyMemory<byte> bytes, LineSplitter lines)
    {
        if (!_logFailed) WriteLog(bytes);
        lines.Write(bytes);
    }

    // A log that cannot be written is no reason to lose the command: the journal tells what became of it.
    private void WriteLog(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            _log ??= _open();
            _log.Write(bytes.Span);
            // Whoever follows the log sees it now, and an engine that is killed has lost none of it.
            _log.Flush();
        }
        catch (Exception problem) when (problem is IOException or StoreException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // .NET says that an argument is out of range where a file may grow no further.
            _logFailed = true;
            _watcher.Noted(_address, $"its log cannot be written: {problem.Message}");
        }
    }
}
