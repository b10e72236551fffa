using System.Diagnostics;
using System.Text;

namespace MeshRunbook.Tests.Support;

/// <summary>A program at work as a process of its own: what it prints can be waited for, signals sent, its end awaited.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    // Only what hangs is to be found by it: on a busy machine a program takes its time.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly Lock _lock = new();
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];
    private readonly Task _reading;
    private bool _isDisposed;

    private RunningProgram(Process process)
    {
        _process = process;
        Id = process.Id;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _error));
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>Starts a program whose standard input is at its end.</summary>
    /// <param name="environment">Variables set beside the tests' own; null takes one away.</param>
    public static RunningProgram Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new(process);
    }

    /// <summary>Waits until the program has printed a text on standard output or standard error.</summary>
    public async Task PrintedAsync(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (Has(text)) return;
            _awaited.Add((text, seen));
        }

        await Task.WhenAny(seen.Task, _reading).WaitAsync(Limit);
        if (!Has(text)) throw new InvalidOperationException($"the program ended without printing `{text}`:\n{Output}{Error}");
    }

    /// <summary>Ends it as the kernel does: no handler runs, and what it has started goes on.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Limit);
    }

    /// <param name="signal">Its name without SIG, such as INT.</param>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Limit);
    }

    public async Task<ProgramResult> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        await _reading.WaitAsync(Limit);
        return new(_process.ExitCode, Output, Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var length)
            lock (_lock)
            {
                text.Append(buffer, 0, length);
                foreach (var (awaited, seen) in _awaited)
                    if (!seen.Task.IsCompleted && Has(awaited)) seen.SetResult();
            }
    }

    private bool Has(string text) => Output.Contains(text, StringComparison.Ordinal) || Error.Contains(text, StringComparison.Ordinal);

    private string Text(StringBuilder text)
    {
        lock (_lock) return text.ToString();
    }
}
