using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>A message that came, or why what came is none.</summary>
/// <param name="Cancelled">Says that the client no longer wants the answer; only requests have it.</param>
internal sealed record Incoming(JsonObject? Message, RequestProblem? Problem, CancellationToken Cancelled);

/// <summary>Reads messages while others are worked on, so that a cancellation reaches a request that waits or is under way.</summary>
internal sealed class Inbox(MessageStream stream)
{
    private readonly Channel<Incoming> _channel = Channel.CreateUnbounded<Incoming>(new() { SingleReader = true, SingleWriter = true });
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _open = new(StringComparer.Ordinal);

    /// <summary>Reads until the input ends.</summary>
    public async Task FillAsync()
    {
        try
        {
            while (true)
            {
                try
                {
                    if (await stream.ReadAsync() is not { } node) break;
                    Take(node as JsonObject ?? throw new RequestProblem(RequestProblem.InvalidRequest, "a message must be an object"));
                }
                catch (RequestProblem problem)
                {
                    _channel.Writer.TryWrite(new(null, problem, CancellationToken.None));
                }
            }
        }
        finally
        {
            _channel.Writer.Complete();
        }
    }

    public bool TryTake(out Incoming? message) => _channel.Reader.TryRead(out message);

    /// <summary>Waits for a message: false where the input has ended.</summary>
    public ValueTask<bool> WaitAsync() => _channel.Reader.WaitToReadAsync();

    /// <summary>Whether nothing comes for a while.</summary>
    public async Task<bool> IsQuietAsync(TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        try
        {
            await _channel.Reader.WaitToReadAsync(patience.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>Forgets a request that has been answered.</summary>
    public void Close(JsonNode id)
    {
        if (_open.TryRemove(id.ToJsonString(), out var source)) source.Dispose();
    }

    private void Take(JsonObject message)
    {
        if ((message["method"] as JsonValue)?.TryGetValue<string>(out var method) == true && method == "$/cancelRequest")
        {
            if ((message["params"] as JsonObject)?["id"] is { } cancelled && _open.TryGetValue(cancelled.ToJsonString(), out var request)) Cancel(request);
            return;
        }

        var source = message["id"] is { } id && message.ContainsKey("method") ? _open.GetOrAdd(id.ToJsonString(), _ => new()) : null;
        _channel.Writer.TryWrite(new(message, null, source?.Token ?? CancellationToken.None));
    }

    private static void Cancel(CancellationTokenSource request)
    {
        try
        {
            request.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has been answered meanwhile.
        }
    }
}
