using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Conditions;

public sealed class ExistsTests
{
    private readonly Asker _asker = new();

    [Fact]
    public async Task Named_objects_that_are_there_exist()
    {
        _asker.Cluster.Add(ResourceKind.Deployment, Api.Deployment("istio-system", "istiod"))
            .Add(ResourceKind.Namespace, Api.Named(null, "payments"));

        var answer = await _asker.AskAsync(("exists", new[] { "deploy/istiod", "namespace/payments" }), ("namespace", "istio-system"));

        Assert.Equal(Verdict.Holds, answer.Verdict);
    }

    [Fact]
    public async Task The_missing_one_is_named_with_the_command_that_looks_for_it()
    {
        _asker.Cluster.Add(ResourceKind.Secret, Api.Named("istio-system", "cacerts"));

        var answer = await _asker.AskAsync(
            ("exists", new[] { "secret/cacerts", "secret/istio-ca-secret" }), ("namespace", "istio-system"), ("context", "prod"));

        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Equal("missing in namespace istio-system: secret/istio-ca-secret", answer.Summary);
        Assert.Equal("see what is there: kubectl --context prod get secret -n istio-system", answer.Help);
    }

    [Fact]
    public async Task Only_metadata_is_asked_for_so_that_keys_stay_in_the_cluster()
    {
        _asker.Cluster.Add(ResourceKind.Secret, Api.Named("istio-system", "cacerts"));

        await _asker.AskAsync(("exists", "secret/cacerts"), ("namespace", "istio-system"));
        await _asker.AskAsync(("exists", "secret"), ("selector", "app=x"), ("namespace", "istio-system"));

        Assert.Equal(2, _asker.Cluster.Accepted.Count);
        Assert.All(_asker.Cluster.Accepted, accept => Assert.StartsWith("application/json;as=PartialObjectMetadata", accept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_selector_must_pick_as_many_as_the_minimum()
    {
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web")).Add(ResourceKind.Pod, Api.Pod("shop", "web", "x2"));

        Assert.Equal(Verdict.Holds, (await _asker.AskAsync(("exists", "pod"), ("selector", "app=web"), ("minimum", 2))).Verdict);
        Assert.Equal(Verdict.DoesNotHold, (await _asker.AskAsync(("exists", "pod"), ("selector", "app=web"), ("minimum", 3))).Verdict);
        Assert.Equal(Verdict.DoesNotHold, (await _asker.AskAsync(("exists", "pod"), ("selector", "app=nobody"))).Verdict);
    }

    [Fact]
    public async Task What_is_gone_is_absent_and_what_is_terminating_is_not()
    {
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web").Terminating());

        var there = await _asker.AskAsync(("absent", "pod/web-abc-x1"), ("namespace", "shop"));
        var gone = await _asker.AskAsync(("absent", new[] { "pod/other", "service/web" }), ("namespace", "shop"));

        Assert.Equal(Verdict.DoesNotHold, there.Verdict);
        Assert.Contains("being deleted", there.Summary, StringComparison.Ordinal);
        Assert.Equal(Verdict.Holds, gone.Verdict);
    }

    [Fact]
    public async Task Objects_of_a_kind_that_the_cluster_does_not_serve_are_absent()
    {
        _asker.Cluster.Documents["/apis"] = """{"groups":[]}""";

        Assert.Equal(Verdict.Holds, (await _asker.AskAsync(("absent", "istiooperator/installed-state"), ("namespace", "istio-system"))).Verdict);
        Assert.Equal(Verdict.DoesNotHold, (await _asker.AskAsync(("exists", "istiooperator/installed-state"), ("namespace", "istio-system"))).Verdict);
    }

    [Theory]
    [InlineData("IstioOperator/installed-state")]
    [InlineData("iop/installed-state")]
    [InlineData("istiooperators.install.istio.io/installed-state")]
    public async Task Kinds_that_nobody_knows_beforehand_are_discovered(string name)
    {
        _asker.Cluster.Documents["/apis"] =
            """{"groups":[{"name":"install.istio.io","versions":[{"version":"v1alpha1"}],"preferredVersion":{"version":"v1alpha1"}}]}""";
        _asker.Cluster.Documents["/apis/install.istio.io/v1alpha1"] =
            """{"resources":[{"name":"istiooperators","singularName":"istiooperator","kind":"IstioOperator","namespaced":true,"shortNames":["iop","io"]}]}""";
        var kind = new ResourceKind("install.istio.io", "v1alpha1", "istiooperators", "istiooperator", true);
        _asker.Cluster.Add(kind, Api.Named("istio-system", "installed-state"));

        var answer = await _asker.AskAsync(("exists", name), ("namespace", "istio-system"));

        Assert.Equal(Verdict.Holds, answer.Verdict);
    }

    [Fact]
    public async Task Labels_are_compared_one_by_one()
    {
        _asker.Cluster.Add(ResourceKind.Namespace, Api.Named(null, "shop", ("istio.io/rev", "asm-2"), ("istio-injection", "enabled")));
        (string, object?)[] has = [("istio.io/rev", "asm-2")];
        (string, object?)[] other = [("istio.io/rev", "asm-3"), ("team", "x")];

        var good = await _asker.AskAsync(("labels", "namespace/shop"), ("has", has), ("lacks", new[] { "nosuch" }));
        var bad = await _asker.AskAsync(("labels", "namespace/shop"), ("has", other), ("lacks", new[] { "istio-injection" }));

        Assert.Equal(Verdict.Holds, good.Verdict);
        Assert.Equal(Verdict.DoesNotHold, bad.Verdict);
        Assert.Equal("namespace/shop has istio.io/rev=asm-2, not asm-3 and lacks team=x and has istio-injection=enabled", bad.Summary);
    }

    [Fact]
    public async Task A_key_that_comes_out_empty_is_told_rather_than_asked()
    {
        var answer = await _asker.AskAsync(("exists", ""));

        Assert.Equal(Verdict.CannotTell, answer.Verdict);
        Assert.Empty(_asker.Cluster.Requests);
    }
}
