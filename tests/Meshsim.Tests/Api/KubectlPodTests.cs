using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

public sealed class KubectlPodTests : ApiTest
{
    protected override Task<ApiCluster> StartAsync() => ApiCluster.StartAsync(options => options with
    {
        Logs = (pod, container) => [$"{pod.Name()} {container} one", $"{pod.Name()} {container} two"],
    });

    [Theory]
    [MemberData(nameof(Kubectl.Programs), MemberType = typeof(Kubectl))]
    public async Task Pods_run_log_describe_and_go(string kubectl)
    {
        await KubectlAsync(kubectl, "run bare --image=nginx");
        var logs = await KubectlAsync(kubectl, "logs bare --tail=1");
        var table = await KubectlAsync(kubectl, "get pod bare -o wide");
        var described = await KubectlAsync(kubectl, "describe pod bare");
        await KubectlAsync(kubectl, "delete pod bare --now");

        Assert.Equal("bare bare two\n", logs);
        Assert.Matches("bare +0/1 +Pending +0 +[0-9]+s +<none> +<none>", table);
        Assert.Contains("QoS Class:", described, StringComparison.Ordinal);
        Assert.Empty(Store.List(BuiltInTypes.Pods).Items);
    }

    [Fact]
    public async Task Many_reads_go_through_kubectl_proxy_on_a_private_socket()
    {
        for (var number = 0; number < 1000; number++)
        {
            Store.Create(BuiltInTypes.Pods, (JsonObject)JsonNode.Parse(
                $$$"""{"metadata":{"name":"p{{{number}}}"},"spec":{"containers":[{"name":"app","image":"x:1"}]}}""")!);
        }

        var socket = Path.Combine(Cluster.Folder, "proxy.sock");
        using var proxy = Kubectl.Start(Kubectl.OnPath, Cluster.KubeConfig, Cluster.Folder, $"proxy --unix-socket={socket}");
        await proxy.StandardOutput.ReadLineAsync();
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancel);
                return new NetworkStream(connection, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://localhost") };

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => http.GetAsync($"/api/v1/namespaces/default/pods/p{number}")));
        var list = (JsonObject)JsonNode.Parse(await http.GetStringAsync("/api/v1/pods"))!;

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(1000, list.Objects("items").Count());
        Assert.Null(list.Objects("items").First().Text("kind"));
        proxy.Kill(entireProcessTree: true);
    }
}
