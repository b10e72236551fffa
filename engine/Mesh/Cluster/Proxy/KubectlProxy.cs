using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using MeshRunbook.Execution.Commands;

namespace MeshRunbook.Mesh.Cluster.Proxy;

/// <summary>One running `kubectl proxy`, which brings kubeconfig, credential plugins and TLS, and a client on its socket.</summary>
internal sealed class KubectlProxy : IAsyncDisposable
{
    private const int Connections = 8;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);

    private readonly SocketFolder _folder;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<CommandResult> _process;
    private readonly HttpClient _http;
    private readonly HttpMessageInvoker _upgrades;

    private KubectlProxy(ICommands commands, CommandRequest request, SocketFolder folder)
    {
        _folder = folder;
        var printed = new StringBuilder();
        _process = commands.RunAsync(request with { Printed = chunk => Listen(printed, chunk) }, _end.Token);
        _http = new(
            new SocketsHttpHandler
            {
                ConnectCallback = ConnectAsync, MaxConnectionsPerServer = Connections, UseProxy = false, UseCookies = false,
            })
        {
            Timeout = AnswerTimeout,
        };
        // Connections to pods are not those for answers: each is used up by its pod, and their number is the caller's matter.
        _upgrades = new(new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseProxy = false, UseCookies = false });
    }

    /// <summary>Ends when the proxy does, for whatever reason.</summary>
    public Task Ended => _process;

    /// <summary>Starts a proxy and waits until it takes connections.</summary>
    public static async Task<KubectlProxy> StartAsync(
        ICommands commands, ClusterName cluster, ImmutableDictionary<string, string> environment, string temporary,
        TimeProvider time, CancellationToken cancellation)
    {
        var folder = SocketFolder.Create(temporary);
        var proxy = new KubectlProxy(commands, ProxyCommand.For(cluster, folder, environment, Environment.ProcessId), folder);
        try
        {
            var first = await Task.WhenAny(proxy._ready.Task, proxy._process).WaitAsync(StartTimeout, time, cancellation);
            if (first == proxy._process) throw ProxyFailure.Of(cluster, await proxy._process);
            return proxy;
        }
        catch (TimeoutException)
        {
            await proxy.DisposeAsync();
            throw new CannotTellException(
                $"kubectl proxy for {cluster} does not start within {StartTimeout.TotalSeconds:0} s", Help.Reach(cluster));
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    public async Task<ApiReply> GetAsync(string path, string accept, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost" + path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return new((int)response.StatusCode, isJson, body, RetryAfter(response.Headers.RetryAfter));
        }
        catch (TaskCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {AnswerTimeout.TotalSeconds:0} s", e);
        }
        catch (ObjectDisposedException e)
        {
            // Another request has found this proxy dead and replaced it.
            throw new HttpRequestException("kubectl proxy has ended", e);
        }
    }

    /// <summary>Connects to a port of a pod with the WebSocket form of port-forward, which needs the right to get pods/portforward.</summary>
    public async Task<Stream> ForwardAsync(string path, int port, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(PortForwardStream.Protocol);
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        try
        {
            await socket.ConnectAsync(new($"ws://localhost{path}/portforward?ports={port}"), _upgrades, cancellation);
            return new PortForwardStream(socket);
        }
        catch (WebSocketException e)
        {
            using (socket)
            {
                var status = (int)socket.HttpStatusCode;
                if (status == 0) throw e.InnerException as HttpRequestException ?? new HttpRequestException(e.Message, e);
                throw await RefusalAsync(path, status, cancellation);
            }
        }
        catch (ObjectDisposedException e)
        {
            socket.Dispose();
            throw new HttpRequestException("kubectl proxy has ended", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _process;
        _http.Dispose();
        _upgrades.Dispose();
        _end.Dispose();
        _folder.Dispose();
    }

    /// <summary>What the refusal of an upgrade means. Its words are lost with it; who may not upgrade may not get either.</summary>
    private async Task<Exception> RefusalAsync(string path, int status, CancellationToken cancellation)
    {
        if (status is not (400 or 403 or 405 or 426 or 501)) return new HttpRequestException($"port-forward is answered with {status}");
        var reply = await GetAsync(path + "/portforward", "application/json", cancellation);
        return new PortForwardRefusedException($"port-forward is answered with {status}{(reply.Status == status ? Refusal.MessageOf(reply) : "")}");
    }

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta;

    private void Listen(StringBuilder printed, OutputChunk chunk)
    {
        if (_ready.Task.IsCompleted || chunk.IsError) return;
        printed.Append(Encoding.UTF8.GetString(chunk.Bytes.Span));
        if (printed.ToString().Contains(ProxyCommand.Ready, StringComparison.Ordinal)) _ready.TrySetResult();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_folder.Socket), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
