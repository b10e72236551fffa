using System.Buffers.Binary;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>
/// Leads a WebSocket to a port of a pod as the API server and a kubelet do under <c>v4.channel.k8s.io</c>: each message begins with
/// its channel, 0 for data and 1 for errors, and both channels begin with the port as two bytes, the lower first.
/// </summary>
internal static class PortForward
{
    private const string Protocol = "v4.channel.k8s.io";
    private const int LongestHead = 16 * 1024;
    private const byte Data = 0;
    private const byte Errors = 1;

    public static async Task RunAsync(Exchange exchange, JsonObject pod, CancellationToken stopping)
    {
        var sockets = exchange.Http.WebSockets;
        if (!sockets.IsWebSocketRequest) throw ApiException.BadRequest("Upgrade request required");
        if (!sockets.WebSocketRequestedProtocols.Contains(Protocol)) throw new ApiException(403, "Forbidden", $"requested protocol(s) are not supported; supports {Protocol}");
        if (!ushort.TryParse(exchange.Query("ports"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            throw ApiException.BadRequest("query parameter \"ports\" is required");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, exchange.Aborted);
        using var socket = await sockets.AcceptWebSocketAsync(Protocol);
        try
        {
            await ServeAsync(socket, exchange.Options.Ports?.Invoke(pod, port), port, pod, ending.Token);
        }
        catch (WebSocketException)
        {
            // The client has gone.
        }
    }

    private static async Task ServeAsync(WebSocket socket, PodPort? listener, ushort port, JsonObject pod, CancellationToken stop)
    {
        var greeting = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(greeting, port);
        await SendAsync(socket, Data, greeting, stop);
        await SendAsync(socket, Errors, greeting, stop);
        if (listener is null)
        {
            await SendAsync(socket, Errors, Encoding.UTF8.GetBytes(
                $"error forwarding port {port} to pod {pod.Name()}, uid {pod.Uid()}: failed to execute portforward in network namespace: "
                + $"failed to connect to localhost:{port} inside namespace: dial tcp4 127.0.0.1:{port}: connect: connection refused"), stop);
        }
        else if (await TargetAsync(socket, stop) is { } target)
        {
            await SendAsync(socket, Data, listener(target), stop);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
    }

    private static Task SendAsync(WebSocket socket, byte channel, byte[] bytes, CancellationToken stop) =>
        socket.SendAsync(new([channel, .. bytes]), WebSocketMessageType.Binary, endOfMessage: true, stop);

    /// <summary>The target of the HTTP request that the client sends, or null when it goes away before.</summary>
    private static async Task<string?> TargetAsync(WebSocket socket, CancellationToken stop)
    {
        var head = new StringBuilder();
        var buffer = new byte[LongestHead];
        var isNewMessage = true;
        while (head.Length < LongestHead)
        {
            var received = await socket.ReceiveAsync(buffer, stop);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            var skip = isNewMessage ? 1 : 0;
            if (received.Count > skip) head.Append(Encoding.ASCII.GetString(buffer, skip, received.Count - skip));
            isNewMessage = received.EndOfMessage;
            if (head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal)) return head.ToString().Split(' ') is [_, var target, ..] ? target : null;
        }

        return null;
    }
}

/// <summary>What listens on a port of a pod: answers the target of an HTTP request with all bytes of the response.</summary>
public delegate byte[] PodPort(string target);
