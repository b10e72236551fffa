using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Values;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Conditions;

public sealed class TrustTests
{
    private static readonly string[] Both = ["citadel", "meshca"];
    private readonly TestMesh _mesh = new();

    [Fact]
    public async Task Both_roots_in_every_bundle_hold()
    {
        _mesh.WithCacerts().WithDistributedRoot().WithProxy("shop", "web", _mesh.Old, _mesh.Old, _mesh.New)
            .WithProxy("istio-system", "gateway", _mesh.Old, _mesh.New, _mesh.Old);

        var answer = await _mesh.AskAsync(("trust", Both), ("context", "prod"), ("kubeconfig", "/k"));

        Assert.Equal(Verdict.Holds, answer.Verdict);
        Assert.Equal("[citadel meshca] trusted by 2 proxies in the cluster", answer.Summary);
        Assert.Contains(_mesh.Old.Fingerprint, Text(answer), StringComparison.Ordinal);
        Assert.All(_mesh.Asker.Istioctl.Calls, call => Assert.Equal(["--kubeconfig", "/k", "--context", "prod"], call[^4..]));
    }

    [Fact]
    public async Task The_evidence_counts_workloads_by_what_they_trust_and_who_signed_for_them()
    {
        _mesh.WithCacerts().WithDistributedRoot().WithProxy("shop", "web", _mesh.Old, _mesh.Old, _mesh.New)
            .WithProxy("shop", "api", _mesh.Old, _mesh.New, _mesh.Old).WithProxy("payments", "api", _mesh.New, _mesh.New)
            .WithProxy("payments", "ledger", _mesh.Old, _mesh.Old);

        var evidence = (MapValue)(await _mesh.AskAsync(("trust", Both), ("context", "prod"))).Evidence;

        Assert.Equal((Value.Of("prod"), Value.Of("cluster")), (evidence["context"], evidence["covers"]));
        Assert.Equal(Value.Of([_mesh.New.Fingerprint]), evidence["meshca"]);
        var kinds = ((ListValue)evidence["trust"]!).Items.Cast<MapValue>().ToList();
        Assert.Equal(3, kinds.Count);
        var both = Assert.Single(kinds, kind => ((ListValue)kind["trusts"]!).Items.Length == 2);
        Assert.Equal(Value.Of([_mesh.Old.Fingerprint]), both["issuers"]);
        Assert.Equal(new MapValue([KeyValuePair.Create("shop", Value.Of(2))]), both["workloads"]);
        var newOnly = Assert.Single(kinds, kind => kind["trusts"]!.Equals(Value.Of([_mesh.New.Fingerprint])));
        Assert.Equal(new MapValue([KeyValuePair.Create("payments", Value.Of(1))]), newOnly["workloads"]);
    }

    [Fact]
    public async Task The_proxy_that_lacks_a_root_is_named()
    {
        _mesh.WithCacerts().WithDistributedRoot().WithProxy("shop", "web", _mesh.Old, _mesh.Old, _mesh.New)
            .WithProxy("shop", "api", _mesh.Old, _mesh.Old);

        var answer = await _mesh.AskAsync(("trust", Both));

        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Equal("1 of 2 proxies in the cluster: shop/api-abc-x1 does not trust meshca", answer.Summary);
        Assert.Contains("istioctl proxy-config secret api-abc-x1 -n shop", answer.Help, StringComparison.Ordinal);
        Assert.Contains("shop/deployment/api: does not trust meshca", Text(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("-abc", Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_of_the_right_name_and_another_key_is_not_trusted()
    {
        var impostor = TestCa.MeshCa();
        _mesh.WithCacerts().WithDistributedRoot().WithProxy("shop", "web", _mesh.Old, _mesh.Old, impostor);

        Assert.Equal(Verdict.DoesNotHold, (await _mesh.AskAsync(("trust", Both))).Verdict);
    }

    [Fact]
    public async Task A_proxy_that_does_not_answer_is_never_trusted()
    {
        _mesh.WithCacerts().WithDistributedRoot().WithProxy("shop", "web", _mesh.Old, _mesh.Old, _mesh.New);
        _mesh.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "mute"));

        var answer = await _mesh.AskAsync(("trust", Both));

        Assert.Equal(Verdict.CannotTell, answer.Verdict);
        Assert.StartsWith("1 of 2 proxies silent: shop/mute-abc-x1 does not answer", answer.Summary, StringComparison.Ordinal);
        Assert.Equal(3, _mesh.Asker.Istioctl.Calls.Count(call => call[3] == "mute-abc-x1"));
        Assert.Equal(1, _mesh.Asker.Istioctl.Calls.Count(call => call[3] == "web-abc-x1"));
    }

    [Fact]
    public async Task A_pod_that_goes_meanwhile_is_forgotten_and_its_successor_is_asked()
    {
        _mesh.WithCacerts().WithDistributedRoot();
        _mesh.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "old"));
        _mesh.Asker.Istioctl.Asked = pod =>
        {
            if (pod != "shop/old-abc-x1") return;
            _mesh.Cluster.Remove("old-abc-x1");
            _mesh.WithProxy("shop", "fresh", _mesh.Old, _mesh.Old);
        };

        var answer = await _mesh.AskAsync(("trust", Both));

        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Contains("shop/fresh-abc-x1 does not trust meshca", answer.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("silent", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_must_be_gone_from_the_bundles_is_named_where_it_is_left()
    {
        _mesh.WithDistributedRoot().WithProxy("shop", "web", _mesh.New, _mesh.Old, _mesh.New);

        var answer = await _mesh.AskAsync(("trust", "meshca"), ("lacks", _mesh.Old.Fingerprint));

        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Contains("still trusts sha256:", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_without_a_sidecar_are_listed_and_not_asked()
    {
        _mesh.WithCacerts().WithProxy("shop", "web", _mesh.Old, _mesh.Old);
        _mesh.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "plain", revision: null))
            .Add(ResourceKind.Pod, Api.Pod("shop", "leaving").Terminating());

        var answer = await _mesh.AskAsync(("trust", "citadel"));

        Assert.Equal(Verdict.Holds, answer.Verdict);
        Assert.Equal(
            "[citadel] trusted by 1 proxy in the cluster; 1 workload without a sidecar not asked (1 pod left out: terminating or completed)",
            answer.Summary);
        Assert.Contains("shop/deployment/plain", Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_without_any_proxy_proves_nothing()
    {
        _mesh.WithCacerts();

        Assert.Equal(Verdict.DoesNotHold, (await _mesh.AskAsync(("trust", "citadel"))).Verdict);
        Assert.Equal(Verdict.Holds, (await _mesh.AskAsync(("trust", "citadel"), ("namespaces", "empty"))).Verdict);
    }

    [Fact]
    public async Task One_canary_can_be_asked_alone()
    {
        _mesh.WithCacerts().WithProxy("shop", "web", _mesh.Old, _mesh.Old).WithProxy("shop", "canary", _mesh.New, _mesh.New);
        (string, object?)[] pods = [("namespace", "shop"), ("selector", "app=canary")];

        var answer = await _mesh.AskAsync(("trust", "citadel"), ("pods", pods));

        Assert.Equal("1 of 1 proxy in namespace shop that match app=canary: shop/canary-abc-x1 does not trust citadel", answer.Summary);
    }

    [Fact]
    public async Task No_private_key_reaches_an_answer()
    {
        _mesh.WithCacerts().WithProxy("shop", "web", _mesh.Old, _mesh.Old);

        var answer = await _mesh.AskAsync(("trust", "citadel"));

        Assert.DoesNotContain("PRIVATE", answer.Summary + Text(answer) + answer.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_istioctl_nobody_can_tell()
    {
        _mesh.WithCacerts().WithProxy("shop", "web", _mesh.Old, _mesh.Old);
        _mesh.Asker.Istioctl.Answers["shop/web-abc-x1"] = () => new(
            Execution.Commands.CommandEnd.NotStarted, -1, "", "", false, TimeSpan.Zero, "not on PATH");

        var answer = await _mesh.AskAsync(("trust", "citadel"), ("istioctl", "/out/istioctl"));

        Assert.Equal(Verdict.CannotTell, answer.Verdict);
        Assert.StartsWith("/out/istioctl cannot be started: not on PATH", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_proxies_are_asked_once_each_and_not_too_many_at_a_time()
    {
        _mesh.WithCacerts().WithDistributedRoot();
        for (var i = 0; i < 1000; i++) _mesh.WithProxy($"ns-{i % 20}", $"w{i}", _mesh.Old, _mesh.Old, _mesh.New);

        var trust = await _mesh.AskAsync(("trust", Both));
        var issuer = await _mesh.AskAsync(("issuer", "citadel"));

        Assert.Equal(Verdict.Holds, trust.Verdict);
        Assert.Equal(Verdict.Holds, issuer.Verdict);
        Assert.Equal(2000, _mesh.Asker.Istioctl.Calls.Count);
        Assert.InRange(_mesh.Asker.Istioctl.Most, 1, 8);
        Assert.Equal(4, _mesh.Cluster.Requests.Count(path => path.StartsWith("/api/v1/pods", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_nobody_answers_not_everybody_is_asked()
    {
        for (var i = 0; i < 200; i++) _mesh.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", $"w{i}"));

        var answer = await _mesh.AskAsync(("trust", _mesh.Old.Pem));

        Assert.Equal(Verdict.CannotTell, answer.Verdict);
        Assert.True(_mesh.Asker.Istioctl.Calls.Count < 100);
    }

    private static string Text(Answer answer) => Describe(answer.Evidence);

    private static string Describe(Value value) => value switch
    {
        MapValue map => string.Join("; ", map.Entries.Select(entry => $"{entry.Key}: {Describe(entry.Value)}")),
        ListValue list => string.Join(", ", list.Items.Select(Describe)),
        TextValue text => text.Text,
        _ => value.ToString(),
    };
}
