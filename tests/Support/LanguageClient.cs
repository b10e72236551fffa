using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MeshRunbook.Tests.Support;

/// <summary>An editor, as a language server sees it: speaks the protocol to a program over its standard input and output.</summary>
public sealed class LanguageClient : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly Task _reading;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, TaskCompletionSource<JsonObject>> _asked = [];
    private readonly List<JsonObject> _messages = [];
    private TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ids;

    private LanguageClient(Process process)
    {
        _process = process;
        (_input, _output) = (process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        _reading = Task.Run(ReadAsync);
    }

    public static LanguageClient Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>What requests of the server are answered with, by method; null for the others.</summary>
    public Func<string, JsonNode?, JsonNode?> Answers { get; set; } = (_, _) => null;

    /// <summary>How long the server has kept processors busy.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Everything that came and was no answer to a request.</summary>
    public IReadOnlyList<JsonObject> Messages
    {
        get { lock (_lock) return [.. _messages]; }
    }

    public Task<JsonNode?> InitializeAsync(string? folder, JsonObject? capabilities = null) => BeginAsync(new JsonObject
    {
        ["processId"] = Environment.ProcessId,
        ["rootUri"] = folder is null ? null : Uri(folder),
        ["workspaceFolders"] = folder is null ? null : new JsonArray(new JsonObject { ["uri"] = Uri(folder), ["name"] = "here" }),
        ["capabilities"] = capabilities ?? [],
    });

    public static string Uri(string path) => new Uri(path).AbsoluteUri;

    /// <summary>The result of a request.</summary>
    /// <exception cref="LanguageServerException">The answer is an error.</exception>
    public async Task<JsonNode?> AskAsync(string method, JsonObject parameters) => Result(await Send(method, parameters, out _).WaitAsync(Limit));

    /// <summary>Sends a request whose answer is awaited later; its id cancels it.</summary>
    public Task<JsonObject> Send(string method, JsonObject? parameters, out int id)
    {
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _asked.Add(id = ++_ids, answer);
        Write(new() { ["id"] = id, ["method"] = method, ["params"] = parameters });
        return answer.Task;
    }

    public static JsonNode? Result(JsonObject answer) =>
        answer["error"] is { } error ? throw new LanguageServerException((int)error["code"]!, (string)error["message"]!) : answer["result"];

    public void Notify(string method, JsonObject parameters) => Write(new() { ["method"] = method, ["params"] = parameters });

    public void Open(string path, string text, int version = 1, string languageId = "yaml") => Notify("textDocument/didOpen", new()
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri(path), ["languageId"] = languageId, ["version"] = version, ["text"] = text },
    });

    public void Write(JsonObject message)
    {
        message["jsonrpc"] = "2.0";
        WriteRaw(message.ToJsonString());
    }

    /// <summary>A message that may be no JSON.</summary>
    public void WriteRaw(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        WriteBytes([.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {bytes.Length}\r\n\r\n")), .. bytes]);
    }

    public void WriteBytes(byte[] bytes)
    {
        lock (_input)
        {
            _input.Write(bytes);
            _input.Flush();
        }
    }

    /// <summary>The first message that came, or comes, and is so.</summary>
    public async Task<JsonObject> MessageAsync(Func<JsonObject, bool> isSo)
    {
        using var patience = new CancellationTokenSource(Limit);
        while (true)
        {
            Task came;
            lock (_lock)
            {
                if (_messages.FirstOrDefault(isSo) is { } message) return message;
                came = _came.Task;
            }

            if (_reading.IsCompleted) throw new InvalidOperationException("the server ended without saying it");
            await Task.WhenAny(came, _reading).WaitAsync(patience.Token);
        }
    }

    /// <summary>What the server says about a version of a document.</summary>
    public async Task<JsonArray> DiagnosticsAsync(string path, int? version = null)
    {
        var uri = Uri(path);
        var message = await MessageAsync(one => (string?)one["method"] == "textDocument/publishDiagnostics" && (string?)one["params"]!["uri"] == uri
            && (version is null || (int?)one["params"]!["version"] == version));
        return message["params"]!["diagnostics"]!.AsArray();
    }

    /// <summary>Says goodbye; the exit status.</summary>
    public async Task<int> EndAsync()
    {
        await AskAsync("shutdown", []);
        Notify("exit", []);
        return await ExitAsync();
    }

    /// <summary>The exit status of a server that has been told to end.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return _process.ExitCode;
    }

    /// <summary>Ends the server's input, as an editor that dies does.</summary>
    public void Leave() => _process.StandardInput.Close();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task<JsonNode?> BeginAsync(JsonObject parameters)
    {
        var result = await AskAsync("initialize", parameters);
        Notify("initialized", []);
        return result;
    }

    private async Task ReadAsync()
    {
        while (await ReadMessageAsync() is { } message) Take(message);
        lock (_lock)
            foreach (var asked in _asked.Values) asked.TrySetException(new InvalidOperationException("the server ended without an answer"));
    }

    private void Take(JsonObject message)
    {
        if (message["method"] is { } method && message["id"] is { } id)
            Write(new() { ["id"] = id.DeepClone(), ["result"] = Answers((string)method!, message["params"]) });
        lock (_lock)
        {
            if (message["method"] is null && message["id"] is JsonValue value && value.TryGetValue<int>(out var answered) && _asked.Remove(answered, out var asked))
            {
                asked.SetResult(message);
                return;
            }

            _messages.Add(message);
            _came.TrySetResult();
            _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task<JsonObject?> ReadMessageAsync()
    {
        var length = 0;
        while (await ReadLineAsync() is var line)
        {
            if (line is null) return null;
            if (line.Length == 0) break;
            if (line.StartsWith("Content-Length: ", StringComparison.Ordinal)) length = int.Parse(line["Content-Length: ".Length..], CultureInfo.InvariantCulture);
        }

        var content = new byte[length];
        await _output.ReadExactlyAsync(content);
        return JsonNode.Parse(content)!.AsObject();
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await _output.ReadAsync(one) == 1)
        {
            if (one[0] == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return null;
    }
}

/// <summary>A request that a language server refused.</summary>
public sealed class LanguageServerException(int code, string message) : Exception($"{code}: {message}")
{
    public int Code { get; } = code;
}
