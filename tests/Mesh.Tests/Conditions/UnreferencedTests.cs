using System.Text.Json.Nodes;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Conditions;

public sealed class UnreferencedTests
{
    private readonly TestMesh _mesh = new();

    [Fact]
    public async Task A_revision_with_nothing_but_its_own_control_plane_is_unreferenced()
    {
        _mesh.WithIstiod("asm-1").WithIstiod("asm-2");
        _mesh.Cluster.Add(ResourceKind.Namespace, Api.Named(null, "shop", ("istio.io/rev", "asm-2")))
            .Add(ResourceKind.Pod, Api.Pod("shop", "web", revision: "asm-2"))
            .Add(ResourceKind.Pod, Api.Pod("shop", "web", "x2", "asm-1").Terminating());

        var answer = await _mesh.AskAsync(("unreferenced", "asm-1"));

        Assert.Equal(Verdict.Holds, answer.Verdict);
        Assert.Equal("nothing refers to revision asm-1 (1 pod left out: terminating or completed)", answer.Summary);
    }

    [Fact]
    public async Task Each_that_refers_to_it_is_named()
    {
        _mesh.WithIstiod("asm-1").WithTag("prod", "asm-1");
        var foreign = Api.Named(null, "checker").Set("webhooks", JsonNode.Parse(
            """[{"name":"x","clientConfig":{"service":{"namespace":"istio-system","name":"istiod-asm-1"}}}]"""));
        var gateway = Api.Deployment("gates", "gateway").Set("spec.template.metadata", Labels("asm-1"));
        var cron = Api.Named("shop", "nightly").Set("spec.jobTemplate.spec.template.metadata", Labels("asm-1"));
        _mesh.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", revision: "asm-1"))
            .Add(ResourceKind.Namespace, Api.Named(null, "shop", ("istio.io/rev", "asm-1")))
            .Add(ResourceKind.Namespace, Api.Named(null, "tagged", ("istio.io/rev", "prod")))
            .Add(ResourceKind.Namespace, Api.Named(null, "other", ("istio.io/rev", "asm-2")))
            .Add(ResourceKind.Deployment, gateway)
            .Add(new("batch", "v1", "cronjobs", "cronjob", true), cron)
            .Add(ResourceKind.ValidatingWebhook, foreign);

        var answer = await _mesh.AskAsync(("unreferenced", "asm-1"));

        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Equal(
            "revision asm-1 is in use: 1 pod (shop/web-abc-x1); 2 namespaces (shop, tagged); "
            + "2 workload templates (gates/deployment/gateway, shop/cronjob/nightly); 1 revision tag (prod); 1 webhook (checker)", answer.Summary);
        Assert.Contains("label namespace shop istio.io/rev=REVISION istio-injection- --overwrite", answer.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Namespaces_that_ask_for_injection_refer_to_the_unnamed_revision_unless_a_tag_answers()
    {
        _mesh.Cluster.Add(ResourceKind.Namespace, Api.Named(null, "shop", ("istio-injection", "enabled")));

        var before = await _mesh.AskAsync(("unreferenced", "default"));
        _mesh.WithIstiod("asm-2").WithTag("default", "asm-2");
        var after = await _mesh.AskAsync(("unreferenced", "default"));
        var other = await _mesh.AskAsync(("unreferenced", "asm-2"));

        Assert.Equal("revision default is in use: 1 namespace (shop)", before.Summary);
        Assert.Equal(Verdict.Holds, after.Verdict);
        Assert.Equal("revision asm-2 is in use: 1 namespace (shop); 1 revision tag (default)", other.Summary);
    }

    private static JsonNode Labels(string revision) => JsonNode.Parse($$$"""{"labels":{"istio.io/rev":"{{{revision}}}"} }""")!;
}
