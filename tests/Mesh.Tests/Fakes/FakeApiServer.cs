using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MeshRunbook.Mesh.Tests.Fakes;

/// <summary>An HTTP server on loopback that answers as a test tells it to.</summary>
internal sealed class FakeApiServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public FakeApiServer()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        // kubectl proxy passed its own client's host on until 1.21.
        _listener.Prefixes.Add($"http://localhost:{Port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>Answers that come first, one each; null breaks the connection.</summary>
    public ConcurrentQueue<Action<HttpListenerResponse>?> First { get; } = new();

    public Func<string, string> Body { get; set; } = _ => "{}";

    public ConcurrentQueue<string> Requests { get; } = new();

    public string Kubeconfig => $$"""
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:{{Port}}"} }]
        users: [{name: u, user: {} }]
        contexts: [{name: one, context: {cluster: c, user: u} }, {name: two, context: {cluster: c, user: u} }]
        current-context: one
        """;

    public static Action<HttpListenerResponse> Status(int status, string body, params (string Name, string Value)[] headers) => response =>
    {
        response.StatusCode = status;
        foreach (var (name, value) in headers) response.AddHeader(name, value);
        Write(response, body);
    };

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Answer(HttpListenerContext exchange)
    {
        var path = exchange.Request.RawUrl!;
        // The kubectl of the Google Cloud CLI asks this before anything else.
        if (path.StartsWith("/version", StringComparison.Ordinal))
        {
            Write(exchange.Response, """{"major":"1","minor":"32","gitVersion":"v1.32.4"}""");
            return;
        }

        Requests.Enqueue($"{exchange.Request.HttpMethod} {path} {exchange.Request.Headers["Accept"]}");
        if (!First.TryDequeue(out var first)) Write(exchange.Response, Body(path));
        else if (first is null) exchange.Response.Abort();
        else first(exchange.Response);
    }

    private static void Write(HttpListenerResponse response, string body)
    {
        response.ContentType = "application/json";
        response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
    }
}
