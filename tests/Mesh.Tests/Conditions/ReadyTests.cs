using System.Text.Json.Nodes;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Conditions;

public sealed class ReadyTests
{
    private readonly Asker _asker = new();

    [Fact]
    public async Task A_deployment_is_ready_with_all_or_the_minimum_of_its_pods()
    {
        _asker.Cluster.Add(ResourceKind.Deployment, Api.Deployment("istio-system", "istiod", 2).Set("status.availableReplicas", 1));

        var all = await _asker.AskAsync(("ready", "deployment/istiod"), ("namespace", "istio-system"));
        var one = await _asker.AskAsync(("ready", "deployment/istiod"), ("namespace", "istio-system"), ("minimum", 1));

        Assert.Equal(Verdict.DoesNotHold, all.Verdict);
        Assert.Equal("deployment/istiod has 1 of 2 pods available", all.Summary);
        Assert.Equal(Verdict.Holds, one.Verdict);
    }

    [Fact]
    public async Task A_deployment_scaled_to_nothing_is_not_ready()
    {
        _asker.Cluster.Add(ResourceKind.Deployment, Api.Deployment("istio-system", "istiod", 0));

        Assert.Equal(Verdict.DoesNotHold, (await _asker.AskAsync(("ready", "deployment/istiod"), ("namespace", "istio-system"))).Verdict);
    }

    [Fact]
    public async Task What_is_missing_is_not_ready()
    {
        var answer = await _asker.AskAsync(("ready", "deployment/istiod"), ("namespace", "istio-system"));

        Assert.Equal("there is no deployment/istiod in namespace istio-system", answer.Summary);
        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_is_ready_with_endpoints_from_slices_or_without(bool servesSlices)
    {
        _asker.Cluster.Add(ResourceKind.Service, Api.Named("shop", "web"));
        if (servesSlices) _asker.Cluster.Add(ResourceKind.EndpointSlice, Api.Slice("shop", "web", "web-abc-x1"));
        else _asker.Cluster.Unserved.Add(ResourceKind.EndpointSlice);
        if (!servesSlices) _asker.Cluster.Add(ResourceKind.Endpoints, Api.Named("shop", "web").Set("subsets", JsonNode.Parse(
            """[{"addresses":[{"ip":"10.0.0.1","targetRef":{"kind":"Pod","name":"web-abc-x1"}}],"notReadyAddresses":[{"ip":"10.0.0.2"}]}]""")));

        var one = await _asker.AskAsync(("ready", "service/web"), ("namespace", "shop"));
        var two = await _asker.AskAsync(("ready", "service/web"), ("namespace", "shop"), ("minimum", 2));

        Assert.Equal(Verdict.Holds, one.Verdict);
        Assert.Equal(Verdict.DoesNotHold, two.Verdict);
    }

    [Fact]
    public async Task Of_a_services_endpoints_only_those_that_match_count()
    {
        _asker.Cluster.Add(ResourceKind.Service, Api.Named("shop", "web"))
            .Add(ResourceKind.EndpointSlice, Api.Slice("shop", "web", "web-abc-x1", "web-abc-x2"))
            .Add(ResourceKind.Pod, Api.Pod("shop", "web", "x1", "asm-1").Labelled("istio.io/rev", "asm-1"))
            .Add(ResourceKind.Pod, Api.Pod("shop", "web", "x2", "asm-2"))
            .Add(ResourceKind.Pod, Api.Pod("shop", "web", "x3", "asm-3"));

        Assert.Equal(Verdict.Holds, await VerdictOf("matching", "istio.io/rev=asm-1"));
        Assert.Equal(Verdict.DoesNotHold, await VerdictOf("matching", "istio.io/rev=asm-2"));
        Assert.Equal(Verdict.Holds, await VerdictOf("revision", "asm-2"));
        Assert.Equal(Verdict.DoesNotHold, await VerdictOf("revision", "asm-3"));

        async Task<Verdict> VerdictOf(string key, string value) =>
            (await _asker.AskAsync(("ready", "service/web"), ("namespace", "shop"), (key, value))).Verdict;
    }

    [Fact]
    public async Task A_webhook_is_ready_when_its_service_is_and_it_can_be_trusted()
    {
        var webhook = Api.Named(null, "istio-sidecar-injector-asm-1").Set("webhooks", JsonNode.Parse(
            """[{"name":"x","clientConfig":{"caBundle":"QQ==","service":{"namespace":"istio-system","name":"istiod-asm-1"}}}]"""));
        _asker.Cluster.Add(ResourceKind.MutatingWebhook, webhook);

        var alone = await Ask();
        _asker.Cluster.Add(ResourceKind.EndpointSlice, Api.Slice("istio-system", "istiod-asm-1", "istiod-1"));
        var served = await Ask();
        webhook["webhooks"]![0]!["clientConfig"]!["caBundle"] = "";
        var blank = await Ask();

        Assert.Contains("service/istiod-asm-1 in istio-system, which has no ready endpoint", alone.Summary, StringComparison.Ordinal);
        Assert.Equal(Verdict.Holds, served.Verdict);
        Assert.Contains("without caBundle", blank.Summary, StringComparison.Ordinal);

        Task<Answer> Ask() => _asker.AskAsync(("ready", "mutatingwebhookconfiguration/istio-sidecar-injector-asm-1"));
    }

    [Fact]
    public async Task A_pod_that_is_terminating_is_not_ready()
    {
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web")).Add(ResourceKind.Pod, Api.Pod("shop", "web", "x2").Terminating());

        Assert.Equal(Verdict.Holds, (await _asker.AskAsync(("ready", "pod/web-abc-x1"), ("namespace", "shop"))).Verdict);
        Assert.Equal(Verdict.DoesNotHold, (await _asker.AskAsync(("ready", "pod/web-abc-x2"), ("namespace", "shop"))).Verdict);
    }
}
