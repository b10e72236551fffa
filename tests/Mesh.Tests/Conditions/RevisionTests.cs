using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Values;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Conditions;

public sealed class RevisionTests
{
    private readonly Asker _asker = new();

    [Fact]
    public async Task The_annotation_decides_and_not_the_label()
    {
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", "x1", "asm-2"))
            .Add(ResourceKind.Pod, Api.Pod("shop", "api", "x1", "asm-1").Labelled("istio.io/rev", "asm-2"));

        var answer = await AskAsync("asm-2");

        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Equal("not of revision asm-2: 1 of 2 pods, shop/api-abc-x1 (asm-1)", answer.Summary);
        Assert.Equal("restart it: kubectl rollout restart deployment/api -n shop", answer.Help);
        Assert.Equal(
            new MapValue([KeyValuePair.Create("asm-1", Value.Of(1)), KeyValuePair.Create("asm-2", Value.Of(1))]), ((MapValue)answer.Evidence)["workloads"]);
    }

    [Fact]
    public async Task A_proxy_whose_injector_names_no_revision_has_the_default_one()
    {
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", revision: "default"));

        Assert.Equal(Verdict.Holds, (await AskAsync("default")).Verdict);
    }

    [Fact]
    public async Task Jobs_and_bare_pods_are_stale_too_unless_their_kind_is_allowed()
    {
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", "x1", "asm-2"))
            .Add(ResourceKind.Pod, Api.Pod("shop", "import", "x1", "asm-1").OwnedBy("Job", "import"))
            .Add(ResourceKind.Pod, Api.Pod("shop", "nightly", "x1", "asm-1").OwnedBy("Job", "nightly-29401920"));

        var strict = await AskAsync("asm-2");
        var lenient = await _asker.AskAsync(("revision", "asm-2"), ("namespaces", new[] { "shop" }), ("allow", new[] { "jobs", "pod" }));

        Assert.Equal(Verdict.DoesNotHold, strict.Verdict);
        Assert.Contains("job/import", strict.Help, StringComparison.Ordinal);
        Assert.Equal(Verdict.Holds, lenient.Verdict);
    }

    [Fact]
    public async Task Pods_that_are_terminating_or_completed_are_counted_and_left_out()
    {
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", "x1", "asm-2"))
            .Add(ResourceKind.Pod, Api.Pod("shop", "web", "x2", "asm-1").Terminating())
            .Add(ResourceKind.Pod, Api.Pod("shop", "done", "x1", "asm-1").Set("status.phase", "Succeeded"));

        var answer = await AskAsync("asm-2");

        Assert.Equal(Verdict.Holds, answer.Verdict);
        Assert.Contains("2 pods left out", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_without_a_sidecar_fails_unless_it_asked_for_none()
    {
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", "x1", "asm-2"))
            .Add(ResourceKind.Pod, Api.Pod("shop", "plain", revision: null).Annotated("sidecar.istio.io/inject", "false"))
            .Add(ResourceKind.Pod, Api.Pod("shop", "host", revision: null).Set("spec.hostNetwork", true));

        var asked = await AskAsync("asm-2");
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "forgotten", revision: null));
        var forgotten = await AskAsync("asm-2");
        var ignored = await _asker.AskAsync(("revision", "asm-2"), ("namespaces", "shop"), ("withoutSidecar", "ignore"));

        Assert.Equal(Verdict.Holds, asked.Verdict);
        Assert.Contains("shop/deployment/host, shop/deployment/plain", asked.Summary, StringComparison.Ordinal);
        Assert.Equal(Verdict.DoesNotHold, forgotten.Verdict);
        Assert.Contains("1 pod without a sidecar: shop/forgotten-abc-x1", forgotten.Summary, StringComparison.Ordinal);
        Assert.Equal(Verdict.Holds, ignored.Verdict);
    }

    [Fact]
    public async Task A_gateway_that_was_not_injected_has_the_revision_of_its_label()
    {
        var gateway = Api.Pod("istio-system", "gateway", revision: "asm-2").Labelled("istio.io/rev", "asm-2");
        gateway["metadata"]!.AsObject().Remove("annotations");
        _asker.Cluster.Add(ResourceKind.Pod, gateway);

        Assert.Equal(Verdict.Holds, (await _asker.AskAsync(("revision", "asm-2"), ("namespaces", "istio-system"))).Verdict);
    }

    [Fact]
    public async Task An_empty_namespace_holds_but_a_selector_that_picks_nothing_does_not()
    {
        (string, object?)[] canary = [("namespace", "shop"), ("selector", "app=canary")];

        Assert.Equal(Verdict.Holds, (await AskAsync("asm-2")).Verdict);
        Assert.Equal(Verdict.DoesNotHold, (await _asker.AskAsync(("revision", "asm-2"), ("pods", canary))).Verdict);
    }

    [Fact]
    public async Task Sidecars_asks_only_whether_there_is_one()
    {
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", "x1", "asm-1")).Add(ResourceKind.Pod, Api.Pod("shop", "api", "x1", "asm-2"));

        Assert.Equal(Verdict.Holds, (await _asker.AskAsync(("sidecars", "shop"))).Verdict);
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "forgotten", revision: null));
        Assert.Equal(Verdict.DoesNotHold, (await _asker.AskAsync(("sidecars", new[] { "shop" }))).Verdict);
    }

    [Fact]
    public async Task The_same_world_gives_the_same_evidence_whatever_the_pods_are_called()
    {
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", "x1", "asm-1"));
        var before = await AskAsync("asm-2");
        _asker.Cluster.Remove("web-abc-x1");
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", "y7", "asm-1", "def"));

        var after = await AskAsync("asm-2");

        Assert.Equal(before.Evidence, after.Evidence);
    }

    private Task<Answer> AskAsync(string revision) => _asker.AskAsync(("revision", revision), ("namespaces", new[] { "shop" }));
}
