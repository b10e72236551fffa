using MeshSim.Certificates;
using MeshSim.Prober;
using MeshSim.Sidecars;

namespace MeshSim.Tests.Prober;

public sealed class GatewayProberTests : IAsyncDisposable
{
    private static readonly CertificateAuthority Citadel = CaFiles.SelfSigned(DateTimeOffset.UtcNow).Load()!;
    private readonly ProxyTable _proxies = new();
    private readonly GatewayProber _prober;
    private readonly Gateway _gateway;
    private List<GatewayEndpoint>? _endpoints = [];

    public GatewayProberTests()
    {
        _prober = new(_proxies, TimeProvider.System);
        _gateway = new("east", "istio-system", "ingress", () => _endpoints);
        _prober.Add(_gateway);
    }

    public ValueTask DisposeAsync() => _prober.DisposeAsync();

    [Fact]
    public async Task A_request_goes_through_each_ready_endpoint_to_a_workload_of_each_kind_with_a_real_handshake_the_first_time()
    {
        Run("old", "istio-system", Citadel, Citadel.Root);
        Run("canary", "istio-system", Citadel, Citadel.Root, MeshCa.Root);
        Run("web", "shop", Citadel, Citadel.Root);
        Run("api", "shop", Citadel, Citadel.Root, MeshCa.Root);
        _endpoints = [new("old", "old"), new("canary", "canary")];
        _prober.Begin();

        _prober.Changed(_gateway);

        Assert.Equal((8, 0, 4, 0), await CountsAsync());
    }

    [Fact]
    public async Task Deleting_the_old_gateway_before_its_canary_is_an_endpoint_fails_until_the_canary_is_one()
    {
        Run("old", "istio-system", Citadel, Citadel.Root);
        Run("web", "shop", Citadel, Citadel.Root);
        _endpoints = [new("old", "old")];
        _prober.Begin();

        _endpoints = [];
        _prober.Changed(_gateway);
        _proxies.Remove("old");
        Run("canary", "istio-system", Citadel, Citadel.Root);
        var (_, failed, _, _) = await CountsAsync();
        _endpoints = [new("canary", "canary")];
        _prober.Changed(_gateway);

        Assert.Equal(3, failed);
        Assert.Equal((5, 3, 2, 0), await CountsAsync());
        Assert.Equal("the gateway's Service has no ready endpoint", (await _prober.ReportAsync(default)).FirstFailures[0].Law);
    }

    [Fact]
    public async Task An_endpoint_whose_pod_has_gone_and_a_Service_that_has_gone_fail()
    {
        Run("web", "shop", Citadel, Citadel.Root);
        _endpoints = [new("old", "old")];
        _prober.Begin();

        _endpoints = null;
        _prober.Changed(_gateway);

        Assert.Equal((2, 2, 0, 0), await CountsAsync());
        Assert.Equal(
            ["a ready endpoint of the gateway's Service leads to a pod without a running proxy", "the gateway's Service is gone"],
            (await _prober.ReportAsync(default)).FirstFailures.Select(failure => failure.Law));
    }

    [Fact]
    public async Task A_gateway_that_does_not_trust_a_workloads_root_fails_by_the_law_and_in_the_handshake_and_other_clusters_do_not_count()
    {
        Run("old", "istio-system", Citadel, Citadel.Root);
        Run("web", "shop", MeshCa.Authority, Citadel.Root, MeshCa.Root);
        Run("elsewhere", "shop", MeshCa.Authority, "west", MeshCa.Root);
        _endpoints = [new("old", "old")];

        _prober.Begin();

        Assert.Equal((1, 1, 1, 1), await CountsAsync());
        Assert.Equal("east/istio-system/old -> east/shop/web", (await _prober.ReportAsync(default)).FirstFailures.Select(failure => $"{failure.Client} -> {failure.Server}").Single());
    }

    private async Task<(long Requests, long Failed, long Handshakes, long HandshakesFailed)> CountsAsync()
    {
        var report = await _prober.ReportAsync(TestContext.Current.CancellationToken);
        var gateway = Assert.Single(report.Gateways);
        return (gateway.Requests, gateway.Failed, report.Handshakes, report.HandshakesFailed);
    }

    private void Run(string pod, string @namespace, CertificateAuthority ca, params Root[] roots) => Run(pod, @namespace, ca, "east", roots);

    private void Run(string pod, string @namespace, CertificateAuthority ca, string cluster, params Root[] roots)
    {
        var certificate = ca.Issue(new("cluster.local", @namespace, "default"), DateTimeOffset.UtcNow);
        _proxies.Set(new(
            cluster, "mesh", @namespace, pod, pod, pod, "default", "istiod", false, certificate, TrustBundle.Of(roots), "cluster.local", DateTimeOffset.UtcNow));
    }
}
