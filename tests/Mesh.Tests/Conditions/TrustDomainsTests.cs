using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Conditions;

public sealed class TrustDomainsTests
{
    private readonly TestMesh _mesh = new();

    [Fact]
    public async Task A_revision_trusts_its_domain_and_its_aliases()
    {
        _mesh.WithMeshConfig("asm-2", "trustDomain: fleet.svc.id.goog\ntrustDomainAliases:\n- cluster.local\n");

        var both = await _mesh.AskAsync(("trustDomains", new[] { "cluster.local", "fleet.svc.id.goog" }), ("revision", "asm-2"));
        var more = await _mesh.AskAsync(("trustDomains", new[] { "old.td" }), ("revision", "asm-2"));

        Assert.Equal(Verdict.Holds, both.Verdict);
        Assert.Equal("revision asm-2 trusts [fleet.svc.id.goog cluster.local] and not old.td", more.Summary);
        Assert.Empty(_mesh.Asker.Istioctl.Calls);
    }

    [Fact]
    public async Task Each_proxy_is_judged_by_the_config_of_its_own_revision()
    {
        _mesh.WithMeshConfig("default", "accessLogFile: /dev/stdout\n")
            .WithMeshConfig("asm-2", "trustDomain: fleet.svc.id.goog\ntrustDomainAliases: [cluster.local]\n")
            .WithAnswer("shop", "web", TestCa.Secrets(_mesh.Old.Issue(), _mesh.Old), "default")
            .WithAnswer("shop", "api", TestCa.Secrets(_mesh.New.Issue("fleet.svc.id.goog"), _mesh.New), "asm-2");

        var old = await _mesh.AskAsync(("trustDomains", "cluster.local"));
        var both = await _mesh.AskAsync(("trustDomains", new[] { "cluster.local", "fleet.svc.id.goog" }));

        Assert.Equal(Verdict.Holds, old.Verdict);
        Assert.Equal("1 of 2 proxies in the cluster: shop/web-abc-x1 does not trust fleet.svc.id.goog", both.Summary);
    }

    [Fact]
    public async Task A_certificate_of_a_domain_that_its_own_revision_does_not_trust_is_wrong()
    {
        _mesh.WithMeshConfig("asm-2", "trustDomain: fleet.svc.id.goog\n")
            .WithAnswer("shop", "api", TestCa.Secrets(_mesh.Old.Issue("elsewhere"), _mesh.Old), "asm-2");

        var answer = await _mesh.AskAsync(("trustDomains", "fleet.svc.id.goog"));

        Assert.Contains("belongs to elsewhere, which its revision asm-2 does not trust", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_config_that_is_not_certain_to_be_understood_is_not_judged()
    {
        _mesh.WithMeshConfig("asm-2", "trustDomain: *anchor\n");

        var answer = await _mesh.AskAsync(("trustDomains", "cluster.local"), ("revision", "asm-2"));

        Assert.Equal(Verdict.CannotTell, answer.Verdict);
        Assert.Equal(Verdict.CannotTell, (await _mesh.AskAsync(("trustDomains", "x"), ("revision", "none"))).Verdict);
    }
}
