using System.Text.Json.Nodes;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Conditions;

public sealed class PrincipalsTests
{
    private static readonly ResourceKind Kind = new("security.istio.io", "v1", "authorizationpolicies", "authorizationpolicy", true);
    private readonly TestMesh _mesh = new();

    public PrincipalsTests()
    {
        _mesh.WithMeshConfig("asm-2", "trustDomain: fleet.svc.id.goog\ntrustDomainAliases:\n- cluster.local\n")
            .WithMeshConfig("asm-3", "trustDomain: fleet.svc.id.goog\n");
        _mesh.Cluster.Documents["/apis"] =
            """{"groups":[{"name":"security.istio.io","versions":[{"version":"v1"},{"version":"v1beta1"}],"preferredVersion":{"version":"v1"}}]}""";
        _mesh.Cluster.Documents["/apis/security.istio.io/v1"] =
            """{"resources":[{"name":"authorizationpolicies","singularName":"authorizationpolicy","kind":"AuthorizationPolicy","namespaced":true}]}""";
    }

    [Fact]
    public async Task Domains_that_the_revision_has_as_aliases_are_covered()
    {
        Policy("""[{"from":[{"source":{"principals":["cluster.local/ns/shop/sa/web","*","*/ns/x/sa/y"]}}]}]""");

        var with = await _mesh.AskAsync(("principals", "asm-2"));
        var without = await _mesh.AskAsync(("principals", "asm-3"));

        Assert.Equal(Verdict.Holds, with.Verdict);
        Assert.Equal("revision asm-2 [fleet.svc.id.goog cluster.local] covers the principals of 1 policy", with.Summary);
        Assert.Equal(Verdict.DoesNotHold, without.Verdict);
        Assert.Equal("revision asm-3 [fleet.svc.id.goog] does not cover cluster.local in authorizationpolicy shop/allow", without.Summary);
    }

    [Theory]
    [InlineData("""[{"from":[{"source":{"notPrincipals":["old.td/ns/a/sa/b"]}}]}]""")]
    [InlineData("""[{"when":[{"key":"source.principal","values":["old.td/ns/a/sa/b"]}]}]""")]
    [InlineData("""[{"when":[{"key":"source.principal","notValues":["spiffe://old.td/*"]}]}]""")]
    public async Task Every_place_of_a_policy_that_names_a_principal_is_read(string rules)
    {
        Policy(rules);

        Assert.Contains("does not cover old.td", (await _mesh.AskAsync(("principals", "asm-2"))).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policies_that_name_nobody_and_clusters_without_policies_are_covered()
    {
        Policy("""[{"when":[{"key":"request.headers[x]","values":["old.td/ns/a/sa/b"]}]}]""");
        Assert.Equal(Verdict.Holds, (await _mesh.AskAsync(("principals", "asm-2"))).Verdict);

        _mesh.Cluster.Documents["/apis"] = """{"groups":[]}""";
        Assert.Equal(Verdict.Holds, (await _mesh.AskAsync(("principals", "asm-2"))).Verdict);
    }

    private void Policy(string rules) =>
        _mesh.Cluster.Add(Kind, Api.Named("shop", "allow").Set("spec.rules", JsonNode.Parse(rules)));
}
