using System.Text.Json.Nodes;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Trust;

public sealed class RootNamesTests
{
    private readonly TestMesh _mesh = new();

    [Fact]
    public async Task Citadel_is_the_secret_that_istiod_signs_with_then_what_it_hands_out()
    {
        var third = TestCa.SelfSigned("third");
        _mesh.WithProxy("shop", "web", third, third);
        _mesh.Cluster.Add(ResourceKind.ConfigMap, Api.Named("istio-system", "istio-ca-root-cert").Set("data", new JsonObject { ["root-cert.pem"] = third.Pem }));
        Assert.Equal(Verdict.Holds, (await _mesh.AskAsync(("trust", "citadel"))).Verdict);

        _mesh.Secret("istio-ca-secret", ("ca-cert.pem", _mesh.New.Pem));
        Assert.Equal(Verdict.DoesNotHold, (await _mesh.AskAsync(("trust", "citadel"))).Verdict);

        _mesh.Cluster.Remove("istio-ca-secret");
        _mesh.WithCacerts(_mesh.Old);
        Assert.Equal(Verdict.DoesNotHold, (await _mesh.AskAsync(("trust", "citadel"))).Verdict);
    }

    [Fact]
    public async Task Of_several_roots_in_the_secret_the_signing_one_is_meant()
    {
        _mesh.Secret("cacerts", ("root-cert.pem", TestCa.SelfSigned("older").Pem + "\n" + _mesh.Old.Pem), ("ca-cert.pem", _mesh.Old.Pem));
        _mesh.WithProxy("shop", "web", _mesh.Old, _mesh.Old);

        Assert.Equal(Verdict.Holds, (await _mesh.AskAsync(("trust", "citadel"))).Verdict);
    }

    [Fact]
    public async Task Without_any_of_its_places_citadel_cannot_be_told()
    {
        _mesh.WithProxy("shop", "web", _mesh.Old, _mesh.Old);

        var answer = await _mesh.AskAsync(("trust", "citadel"));

        Assert.Equal(Verdict.CannotTell, answer.Verdict);
        Assert.Contains("sha256:HEX", answer.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mesh_ca_is_found_among_what_proxies_hold_where_no_config_has_it()
    {
        _mesh.WithProxy("shop", "web", _mesh.New, _mesh.Old, _mesh.New);

        Assert.Equal(Verdict.Holds, (await _mesh.AskAsync(("issuer", "meshca"))).Verdict);
    }

    [Fact]
    public async Task Two_candidates_for_mesh_ca_are_an_error()
    {
        _mesh.WithProxy("shop", "web", _mesh.New, _mesh.New, TestCa.MeshCa());

        var answer = await _mesh.AskAsync(("issuer", "meshca"));

        Assert.Equal(Verdict.CannotTell, answer.Verdict);
        Assert.StartsWith("the mesh holds 2 candidates for one root", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fingerprints_may_be_written_as_openssl_prints_them()
    {
        _mesh.WithProxy("shop", "web", _mesh.Old, _mesh.Old);
        var hex = _mesh.Old.Fingerprint["sha256:".Length..].ToUpperInvariant();
        var colons = string.Join(':', hex.Chunk(2).Select(pair => new string(pair)));

        Assert.Equal(Verdict.Holds, (await _mesh.AskAsync(("trust", "SHA256:" + colons))).Verdict);
    }

    [Theory]
    [InlineData("/no/such/file", "neither citadel, meshca, sha256:HEX nor a file")]
    [InlineData("-----BEGIN NOTHING-----", "holds no certificate")]
    public async Task A_name_that_means_nothing_is_told(string name, string expected)
    {
        _mesh.WithProxy("shop", "web", _mesh.Old, _mesh.Old);

        var answer = await _mesh.AskAsync(("trust", name));

        Assert.Equal(Verdict.CannotTell, answer.Verdict);
        Assert.Contains(expected, answer.Summary, StringComparison.Ordinal);
    }
}
