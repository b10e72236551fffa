using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Values;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Trust;

public sealed class PortForwardTests
{
    private readonly TestMesh _mesh = new() { Asker = new() { Time = new() { Limit = TimeSpan.FromSeconds(30) } } };

    [Fact]
    public async Task Where_the_cluster_leads_us_to_its_pods_no_process_is_started()
    {
        _mesh.WithCacerts();
        _mesh.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web"));
        var connections = new ConcurrentQueue<FakeEnvoy>();
        _mesh.Cluster.Forward = _ => Keep(connections, new FakeEnvoy(Dump(_mesh.Old, _mesh.Old)));

        var answer = await _mesh.AskAsync(("trust", "citadel"));

        Assert.Equal(Verdict.Holds, answer.Verdict);
        Assert.Empty(_mesh.Asker.Istioctl.Calls);
        Assert.StartsWith("GET /config_dump?resource=dynamic_active_secrets HTTP/1.1\r\n", Assert.Single(connections).Asked, StringComparison.Ordinal);
        Assert.Equal("port-forward", AskedThrough(answer));
    }

    [Fact]
    public async Task Where_the_cluster_refuses_istioctl_asks_and_the_evidence_says_why()
    {
        _mesh.WithCacerts().WithProxy("shop", "web", _mesh.Old, _mesh.Old);

        var answer = await _mesh.AskAsync(("trust", "citadel"));

        Assert.Equal(Verdict.Holds, answer.Verdict);
        Assert.Single(_mesh.Asker.Istioctl.Calls);
        Assert.Equal("istioctl (port-forward is answered with 403: no)", AskedThrough(answer));
    }

    [Fact]
    public async Task An_istioctl_that_is_named_is_used_although_the_cluster_would_lead_us()
    {
        _mesh.WithCacerts().WithProxy("shop", "web", _mesh.Old, _mesh.Old);
        _mesh.Cluster.Forward = _ => new FakeEnvoy(null);

        var answer = await _mesh.AskAsync(("trust", "citadel"), ("istioctl", "/out/istioctl"));

        Assert.Equal(Verdict.Holds, answer.Verdict);
        Assert.Equal("/out/istioctl", Assert.Single(_mesh.Asker.Istioctl.Calls)[0]);
    }

    [Fact]
    public async Task A_proxy_behind_whose_port_nobody_answers_is_silent_and_not_trusted()
    {
        _mesh.WithCacerts();
        _mesh.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "mute"));
        _mesh.Cluster.Forward = _ => new FakeEnvoy(null);

        var answer = await _mesh.AskAsync(("trust", "citadel"));

        Assert.Equal(Verdict.CannotTell, answer.Verdict);
        Assert.Contains("shop/mute-abc-x1 does not answer (dial tcp4 127.0.0.1:15000: connect: connection refused)", answer.Summary, StringComparison.Ordinal);
        Assert.Empty(_mesh.Asker.Istioctl.Calls);
    }

    [Fact]
    public async Task Each_pod_is_judged_by_its_own_answer_however_many_are_asked_at_a_time()
    {
        _mesh.WithCacerts();
        for (var i = 0; i < 100; i++) _mesh.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", $"w{i}"));
        _mesh.Cluster.Forward = path => new FakeEnvoy(
            path.Contains("/w42-", StringComparison.Ordinal) ? Dump(_mesh.New, _mesh.New) : Dump(_mesh.Old, _mesh.Old));

        var answer = await _mesh.AskAsync(("trust", "citadel"));

        Assert.Equal("1 of 100 proxies in the cluster: shop/w42-abc-x1 does not trust citadel", answer.Summary);
    }

    private static FakeEnvoy Keep(ConcurrentQueue<FakeEnvoy> connections, FakeEnvoy envoy)
    {
        connections.Enqueue(envoy);
        return envoy;
    }

    private static string AskedThrough(Answer answer) => ((TextValue)((MapValue)answer.Evidence)["askedThrough"]!).Text;

    /// <summary>As Envoy itself writes it.</summary>
    private static string Dump(TestCa issuer, params TestCa[] trusted)
    {
        JsonObject Secret(string name, string kind, JsonObject content) => new()
        {
            ["@type"] = "type.googleapis.com/envoy.admin.v3.SecretsConfigDump.DynamicSecret",
            ["name"] = name,
            ["secret"] = new JsonObject { ["name"] = name, [kind] = content },
        };
        JsonObject Bytes(string text) => new() { ["inline_bytes"] = TestCa.Base64(text) };
        var configs = new JsonArray(
            Secret("ROOTCA", "validation_context", new() { ["trusted_ca"] = Bytes(string.Join('\n', trusted.Select(ca => ca.Pem))) }),
            Secret("default", "tls_certificate", new() { ["certificate_chain"] = Bytes(issuer.Issue()) }));
        return new JsonObject { ["configs"] = configs }.ToJsonString();
    }
}
