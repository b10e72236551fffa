using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>`runbook lsp` at work: takes messages one after another, and says what is wrong when nothing else is to be done.</summary>
internal sealed class Server
{
    /// <summary>How long somebody must not have typed before mistakes are said.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    private readonly MessageStream _stream;
    private readonly Inbox _inbox;
    private Session? _session;
    private bool _isShutDown;

    private Server(MessageStream stream) => (_stream, _inbox) = (stream, new Inbox(stream));

    /// <summary>Serves until the client says `exit` or is gone; the exit status is 0 only after a `shutdown`.</summary>
    public static Task<int> RunAsync(Stream input, Stream output) => new Server(new MessageStream(input, output)).RunAsync();

    private async Task<int> RunAsync()
    {
        _ = Task.Run(_inbox.FillAsync);
        while (true)
        {
            if (_inbox.TryTake(out var incoming))
            {
                if (!Handle(incoming!)) break;
            }
            else if (_session is { Publisher.IsDue: true } session)
            {
                if (await _inbox.IsQuietAsync(Quiet)) Guarded(null, () => session.Publisher.PublishNext());
            }
            else if (_session is { IsCold: true } cold)
            {
                Guarded(null, cold.Warm);
            }
            else if (!await _inbox.WaitAsync())
            {
                break;
            }
        }

        return _isShutDown ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Whether to go on.</summary>
    private bool Handle(Incoming incoming)
    {
        if (incoming.Problem is { } problem)
        {
            Refuse(null, problem);
            return true;
        }

        var message = incoming.Message!;
        var id = message["id"];
        if ((message["method"] as JsonValue)?.TryGetValue<string>(out var method) != true || method is null)
        {
            // Without a method it is an answer to a request of ours, or nothing.
            if (!message.ContainsKey("result") && !message.ContainsKey("error"))
                Refuse(id, new(RequestProblem.InvalidRequest, "a message needs a `method`"));
            return true;
        }

        if (id is null)
        {
            if (method == "exit") return false;
            Guarded(null, () => Notified(method, message["params"] as JsonObject ?? []));
            return true;
        }

        Guarded(id, () => _stream.Write(new() { ["id"] = id.DeepClone(), ["result"] = Answer(method, message["params"] as JsonObject ?? [], incoming.Cancelled) }));
        _inbox.Close(id);
        return true;
    }

    private JsonNode? Answer(string method, JsonObject parameters, CancellationToken cancelled)
    {
        if (_isShutDown) throw new RequestProblem(RequestProblem.InvalidRequest, "the server has been shut down; only `exit` can follow");
        switch (method)
        {
            case "initialize":
                if (_session is not null) throw new RequestProblem(RequestProblem.InvalidRequest, "the server has been initialized already");
                _session = new Session(parameters, _stream);
                return Capabilities.Of();
            case "shutdown":
                _isShutDown = Session() is not null;
                return null;
            default:
                return Session().Answer(method, parameters, cancelled);
        }
    }

    private Session Session() => _session ?? throw new RequestProblem(RequestProblem.NotInitialized, "the first request must be `initialize`");

    private void Notified(string method, JsonObject parameters)
    {
        if (!_isShutDown) _session?.Notified(method, parameters);
    }

    /// <summary>Whatever goes wrong becomes the answer, or a line in the client's log: one broken request ends no server.</summary>
    private void Guarded(JsonNode? id, Action act)
    {
        try
        {
            act();
        }
        catch (RequestProblem problem)
        {
            Refuse(id, problem);
        }
        catch (OperationCanceledException)
        {
            Refuse(id, new(RequestProblem.Cancelled, "the request was cancelled"));
        }
        catch (Exception problem) when (problem is not IOException)
        {
            Refuse(id, new(RequestProblem.InternalError, $"a mistake in runbook itself: {problem.Message}; please report it with {InternalError.Save(problem)}"));
        }
    }

    private void Refuse(JsonNode? id, RequestProblem problem)
    {
        // What was no message gets an answer without an id; a notification that went wrong gets none, but the log tells.
        if (id is not null || problem.Code is RequestProblem.ParseError or RequestProblem.InvalidRequest)
            _stream.Write(new() { ["id"] = id?.DeepClone(), ["error"] = new JsonObject { ["code"] = problem.Code, ["message"] = problem.Message } });
        else
            _stream.Write(new() { ["method"] = "window/logMessage", ["params"] = new JsonObject { ["type"] = 1, ["message"] = problem.Message } });
    }
}
