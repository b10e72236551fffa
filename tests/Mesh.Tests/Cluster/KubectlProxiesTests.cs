using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Cluster.Proxy;
using MeshRunbook.Mesh.Objects;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Cluster;

/// <summary>Runs the real kubectl against a small API server.</summary>
public sealed class KubectlProxiesTests : IAsyncDisposable
{
    private readonly FakeApiServer _server = new();
    private readonly TemporaryFolder _folder = new();
    private readonly LocalCommands _commands = new();
    private readonly ImpatientTime _time = new();
    private readonly KubectlProxies _proxies;
    private readonly ClusterName _name;

    public KubectlProxiesTests()
    {
        _proxies = new(_commands, ImmutableDictionary<string, string>.Empty, _folder.Path, TimeProvider.System);
        _name = new(_folder.Write("kubeconfig", _server.Kubeconfig), "two");
    }

    private KubernetesCluster Cluster => new(_proxies, _name, _time);

    [Fact]
    public async Task Reads_go_through_one_proxy_for_a_cluster_however_many_there_are()
    {
        _server.Body = _ => """{"metadata":{"name":"web"}}""";

        var reads = Enumerable.Range(0, 30).Select(i => Cluster.GetAsync(ResourceKind.Pod, "shop", $"p{i}", CancellationToken.None));
        var documents = await Task.WhenAll(reads);

        Assert.All(documents, document => Assert.Equal("web", document!.RootElement.At("metadata").Text("name")));
        Assert.Single(_commands.Started);
        Assert.Contains("GET /api/v1/namespaces/shop/pods/p7 application/json", _server.Requests);
    }

    [Fact]
    public async Task Pages_are_followed_to_the_last()
    {
        _server.Body = path =>
        {
            var page = path.Contains("continue=b", StringComparison.Ordinal) ? 2 : path.Contains("continue=a", StringComparison.Ordinal) ? 1 : 0;
            return $$$"""{"metadata":{"continue":"{{{new[] { "a", "b", "" }[page]}}}"},"items":[{"metadata":{"name":"p{{{page}}}"} }]}""";
        };

        var pods = await Cluster.ListAsync(ResourceKind.Pod, null, Selection.All, Pod.Read, CancellationToken.None);

        Assert.Equal(["p0", "p1", "p2"], pods.Select(pod => pod.Meta.Name));
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_is_given_its_time()
    {
        _server.First.Enqueue(FakeApiServer.Status(429, """{"message":"slow down"}""", ("Retry-After", "7")));

        using var document = await Cluster.GetAsync(ResourceKind.Pod, "shop", "web", CancellationToken.None);

        Assert.NotNull(document);
        Assert.Equal([TimeSpan.FromSeconds(7)], _time.Delays);
    }

    [Fact]
    public async Task A_server_that_fails_is_asked_again_and_then_given_up_with_its_words()
    {
        for (var i = 0; i < 6; i++) _server.First.Enqueue(FakeApiServer.Status(500, """{"message":"etcd is gone"}"""));

        var failure = await Assert.ThrowsAsync<CannotTellException>(
            () => Cluster.GetAsync(ResourceKind.Pod, "shop", "web", CancellationToken.None));

        Assert.Equal("cannot get pods in namespace shop in context two: the server answers 500: etcd is gone", failure.Message);
        Assert.Equal(6, _server.Requests.Count);
        Assert.Equal(5, _time.Delays.Count);
        Assert.Equal(_time.Delays.Order(), _time.Delays);
    }

    [Fact]
    public async Task Credentials_that_were_renewed_are_read_by_a_new_proxy()
    {
        _server.First.Enqueue(FakeApiServer.Status(401, """{"message":"Unauthorized"}"""));

        using var document = await Cluster.GetAsync(ResourceKind.Pod, "shop", "web", CancellationToken.None);

        Assert.NotNull(document);
        Assert.Equal(2, _commands.Started.Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_made_anew()
    {
        _server.First.Enqueue(null);

        using var document = await Cluster.GetAsync(ResourceKind.Pod, "shop", "web", CancellationToken.None);

        Assert.NotNull(document);
        Assert.Single(_commands.Started);
    }

    [Fact]
    public async Task A_proxy_that_dies_is_started_again()
    {
        (await Cluster.GetAsync(ResourceKind.Pod, "shop", "web", CancellationToken.None))!.Dispose();
        Assert.True(_commands.Started.TryPeek(out var first));
        first.Kill(entireProcessTree: true);

        using var document = await Cluster.GetAsync(ResourceKind.Pod, "shop", "web", CancellationToken.None);

        Assert.NotNull(document);
        Assert.Equal(2, _commands.Started.Count);
        Assert.Single(Sockets());
    }

    [Fact]
    public async Task An_api_server_that_is_gone_is_said_to_be_so()
    {
        _server.Dispose();

        var failure = await Assert.ThrowsAsync<CannotTellException>(
            () => Cluster.GetAsync(ResourceKind.Pod, "shop", "web", CancellationToken.None));

        Assert.Contains("kubectl proxy answers 500: dial tcp", failure.Message, StringComparison.Ordinal);
        Assert.Contains("connection refused", failure.Message, StringComparison.Ordinal);
        Assert.Contains("kubectl --kubeconfig", failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_has_expired_is_told_from_a_cluster_that_is_gone()
    {
        // kubectl shows its credentials only to servers with TLS.
        var kubeconfig = _server.Kubeconfig.Replace("http:", "https:", StringComparison.Ordinal).Replace(
            "user: {}", "user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: \"false\", interactiveMode: Never}}", StringComparison.Ordinal);
        var cluster = new KubernetesCluster(_proxies, new(_folder.Write("expired", kubeconfig), "one"), _time);

        var failure = await Assert.ThrowsAsync<CannotTellException>(
            () => cluster.GetAsync(ResourceKind.Pod, "shop", "web", CancellationToken.None));

        Assert.StartsWith("renew the credentials", failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_socket_is_private_and_refuses_to_change_anything()
    {
        (await Cluster.GetAsync(ResourceKind.Pod, "shop", "web", CancellationToken.None))!.Dispose();
        var socket = Sockets().Single();
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await client.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                return new NetworkStream(client, ownsSocket: true);
            },
        });

        var answers = await Task.WhenAll(new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete }
            .Select(method => http.SendAsync(new(method, "http://localhost/api/v1/namespaces"))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(Path.GetDirectoryName(socket)!).UnixFileMode);
    }

    [Fact]
    public async Task Disposing_ends_the_processes_and_removes_the_sockets()
    {
        (await Cluster.GetAsync(ResourceKind.Pod, "shop", "web", CancellationToken.None))!.Dispose();

        await _proxies.DisposeAsync();

        Assert.True(_commands.Started.Single().HasExited);
        Assert.Empty(Sockets());
    }

    [Fact]
    public async Task A_proxy_does_not_outlive_an_engine_that_was_killed()
    {
        using var engine = Process.Start("sleep", "300");
        using var folder = SocketFolder.Create(_folder.Path);
        var request = ProxyCommand.For(_name, folder, ImmutableDictionary<string, string>.Empty, engine.Id);
        var ready = new TaskCompletionSource();
        var proxy = _commands.RunAsync(request with { Printed = _ => ready.TrySetResult() }, CancellationToken.None);
        await ready.Task;

        engine.Kill();
        await engine.WaitForExitAsync();
        await proxy.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(Sockets());
    }

    [Theory]
    [InlineData("nowhere", "the kubeconfig has no context nowhere", "config get-contexts")]
    public async Task A_context_that_is_not_there_is_named(string context, string message, string help)
    {
        var failure = await Assert.ThrowsAsync<CannotTellException>(
            () => _proxies.GetAsync(_name with { Context = context }, "/api", "application/json", CancellationToken.None));

        Assert.Equal(message, failure.Message);
        Assert.Contains(help, failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubeconfig_that_is_not_there_is_named()
    {
        var failure = await Assert.ThrowsAsync<CannotTellException>(
            () => _proxies.GetAsync(new("/no/such/kubeconfig", null), "/api", "application/json", CancellationToken.None));

        Assert.Equal("there is no kubeconfig /no/such/kubeconfig", failure.Message);
    }

    [Fact]
    public async Task A_missing_kubectl_is_named()
    {
        var bin = Directory.CreateDirectory(_folder["bin"]).FullName;
        foreach (var tool in new[] { "bash", "sleep", "rm" }) File.CreateSymbolicLink(Path.Combine(bin, tool), $"/bin/{tool}");
        await using var proxies = new KubectlProxies(
            _commands, ImmutableDictionary<string, string>.Empty.Add("PATH", bin), _folder.Path, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<CannotTellException>(
            () => proxies.GetAsync(_name, "/api", "application/json", CancellationToken.None));

        Assert.StartsWith("kubectl is not on PATH", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_temporary_folder_whose_path_is_too_long_for_a_socket_is_not_used()
    {
        var deep = Directory.CreateDirectory(_folder[new string('x', 90)]).FullName;

        using var folder = SocketFolder.Create(deep);

        Assert.DoesNotContain("xxx", folder.Path, StringComparison.Ordinal);
        Assert.InRange(folder.Socket.Length, 1, 107);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxies.DisposeAsync();
        _server.Dispose();
        _folder.Dispose();
    }

    private string[] Sockets() => [.. Directory.GetDirectories(_folder.Path, "runbook-*").Select(folder => Path.Combine(folder, "api"))];
}
