using System.Text.Json.Nodes;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Conditions;

public sealed class ControlPlaneTests
{
    private readonly TestMesh _mesh = new();

    [Theory]
    [InlineData("asm-1")]
    [InlineData("default")]
    public async Task A_control_plane_that_is_as_expected_holds(string revision)
    {
        _mesh.WithIstiod(revision).WithDistributedRoot(revision);

        var answer = await _mesh.AskAsync(("controlPlane", revision), ("roots", "meshca"), ("trustDomain", "cluster.local"));

        Assert.Equal(Verdict.Holds, answer.Verdict);
        Assert.Equal($"control plane {revision} is ready and hands out [meshca], trust domain cluster.local", answer.Summary);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        _mesh.WithMeshConfig("asm-2", "trustDomain: fleet.svc.id.goog\n");

        var answer = await _mesh.AskAsync(
            ("controlPlane", "asm-2"), ("roots", "meshca"), ("trustDomain", "cluster.local"), ("aliases", new[] { "a", "b" }));

        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Equal(
            "control plane asm-2: there is no deployment/istiod-asm-2 in istio-system; "
            + "there is no mutatingwebhookconfiguration/istio-sidecar-injector-asm-2; its trust domain is fleet.svc.id.goog, not cluster.local; "
            + "its trustDomainAliases lack a and b; its caCertificates hold no root, so not meshca", answer.Summary);
    }

    [Fact]
    public async Task Another_root_than_the_expected_one_is_found()
    {
        _mesh.WithIstiod("asm-1").WithDistributedRoot().WithProxy("shop", "web", _mesh.Old, _mesh.Old);

        var answer = await _mesh.AskAsync(("controlPlane", "asm-1"), ("roots", new[] { "meshca", _mesh.Old.Fingerprint }));

        Assert.Contains("its caCertificates lack sha256:", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_injector_that_nobody_serves_does_not_hold()
    {
        _mesh.WithIstiod("asm-1").WithDistributedRoot();
        _mesh.Cluster.Remove("istiod-asm-1-slice");

        Assert.Contains("has no ready endpoint", (await _mesh.AskAsync(("controlPlane", "asm-1"))).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_with_one_label_and_a_live_injector_is_injected()
    {
        _mesh.WithIstiod("asm-1").WithIstiod("default").WithTag("prod", "asm-1");
        Namespace("by-revision", ("istio.io/rev", "asm-1"));
        Namespace("by-tag", ("istio.io/rev", "prod"));
        Namespace("by-injection", ("istio-injection", "enabled"));

        var answer = await _mesh.AskAsync(("injection", new[] { "by-revision", "by-tag" }), ("revision", "asm-1"));
        var unnamed = await _mesh.AskAsync(("injection", "by-injection"), ("revision", "default"));
        var wrong = await _mesh.AskAsync(("injection", "by-injection"), ("revision", "asm-1"));

        Assert.Equal(Verdict.Holds, answer.Verdict);
        Assert.Equal("namespace by-revision is injected by revision asm-1, namespace by-tag is injected by revision asm-1", answer.Summary);
        Assert.Equal(Verdict.Holds, unnamed.Verdict);
        Assert.Equal("namespace by-injection is injected by revision default, not asm-1", wrong.Summary);
    }

    [Theory]
    [InlineData("asm-1", "enabled", "has both istio.io/rev=asm-1 and istio-injection=enabled")]
    [InlineData(null, null, "has neither istio.io/rev nor istio-injection")]
    [InlineData(null, "disabled", "opts out: istio-injection=disabled")]
    [InlineData("asm-9", null, "says istio.io/rev=asm-9, which no injector answers to")]
    [InlineData("dead", null, "cannot be injected: istio-sidecar-injector-dead calls service/istiod-dead in istio-system, which has no ready endpoint")]
    public async Task A_namespace_that_would_get_the_wrong_sidecar_or_none_says_why(string? revision, string? injection, string expected)
    {
        _mesh.WithIstiod("asm-1").WithIstiod("dead");
        _mesh.Cluster.Remove("istiod-dead-slice");
        Namespace("shop", [.. new[] { ("istio.io/rev", revision), ("istio-injection", injection) }
            .Where(label => label.Item2 is not null).Select(label => (label.Item1, label.Item2!))]);

        var answer = await _mesh.AskAsync(("injection", "shop"));

        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Equal($"namespace shop {expected}", answer.Summary);
    }

    [Fact]
    public async Task A_namespace_that_is_not_there_is_not_injected() =>
        Assert.Equal("namespace shop does not exist", (await _mesh.AskAsync(("injection", "shop"))).Summary);

    [Fact]
    public async Task An_istiod_that_may_sign_is_found_by_its_deployment_and_by_its_pods()
    {
        Istiod("asm-1", "true");
        Istiod("asm-2", "false");
        _mesh.Cluster.Add(ResourceKind.Pod, Api.Pod("istio-system", "istiod-old", revision: null).Labelled("app", "istiod"));

        var answer = await _mesh.AskAsync(("caDisabled", "istio-system"));
        _mesh.Cluster.Remove("istiod-asm-1");
        _mesh.Cluster.Remove("istiod-old-abc-x1");
        var after = await _mesh.AskAsync(("caDisabled", "istio-system"));

        Assert.Equal("its CA is on in istio-system: deployment/istiod-asm-1, pods of deployment/istiod-old", answer.Summary);
        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Equal(Verdict.Holds, after.Verdict);
    }

    private void Istiod(string revision, string enabled) => _mesh.Cluster.Add(ResourceKind.Deployment,
        Api.Deployment("istio-system", $"istiod-{revision}").Labelled("app", "istiod").Set("spec.template.spec.containers",
            JsonNode.Parse($$"""[{"name":"discovery","env":[{"name":"ENABLE_CA_SERVER","value":"{{enabled}}"}]}]""")));

    private void Namespace(string name, params (string, string)[] labels) =>
        _mesh.Cluster.Add(ResourceKind.Namespace, Api.Named(null, name, labels));
}
