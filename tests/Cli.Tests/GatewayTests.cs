using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>No gateway is deleted before the endpoints of its Service are ready pods of the revision that stays.</summary>
public sealed class GatewayTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("gateway-accept", "there", "revision: asm-new")]
    [InlineData("gateway-reject", "stays", "revision: asm-new, oldRevision: asm-other")]
    public async Task A_delete_stops_before_it_where_nothing_of_the_revision_that_stays_is_behind_the_Service(string block, string step, string parameters)
    {
        var scenario = _place.Folder.Write("scenario.yaml", $$$"""
            clusters: [{name: east, location: us-east1, gateways: [{}], namespaces: [{name: shop, workloads: [{name: web}]}]}]
            rehearsal:
              parameters:
                kubeconfig: ${dir}/kubeconfig
                context: gke_demo-project_us-east1_east
                gateway: {namespace: istio-system, deployment: istio-ingressgateway, service: istio-ingressgateway, revision: '', injection: '', podRevision: default, ownRevision: '', injected: true}
                {{{parameters.Replace(", ", "\n    ", StringComparison.Ordinal)}}}
              expect: {result: failed, at: {{{step}}}, unchanged: true}
            """);

        var rehearsed = await _place.ExpectAsync(0, "rehearse", Repository.At("runbooks", "blocks", $"{block}.yaml"), "--scenario", scenario, "--output", "json");

        var end = JsonNode.Parse(rehearsed.Output.Trim().Split('\n')[^1])!;
        Assert.Contains("0 ready endpoints", (string)end["message"]!, StringComparison.Ordinal);
        Assert.True((long)end["probes"]!["gatewayRequests"]! > 0);
        Assert.Equal(0, (long)end["probes"]!["gatewayRequestsFailed"]!);
    }
}
