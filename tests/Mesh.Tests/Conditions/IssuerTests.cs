using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Conditions;

public sealed class IssuerTests
{
    private readonly TestMesh _mesh = new();

    [Fact]
    public async Task Certificates_that_chain_through_an_intermediate_to_the_root_hold()
    {
        _mesh.WithDistributedRoot().WithProxy("shop", "web", _mesh.New, _mesh.Old, _mesh.New);

        Assert.Equal(Verdict.Holds, (await _mesh.AskAsync(("issuer", "meshca"))).Verdict);
        Assert.Equal(Verdict.Holds, (await _mesh.AskAsync(("issuer", _mesh.New.Fingerprint))).Verdict);
        Assert.Equal(Verdict.Holds, (await _mesh.AskAsync(("issuer", _mesh.New.Pem))).Verdict);
    }

    [Fact]
    public async Task The_one_of_another_issuer_is_named_with_its_issuer()
    {
        _mesh.WithCacerts().WithDistributedRoot().WithProxy("shop", "web", _mesh.New, _mesh.Old, _mesh.New)
            .WithProxy("shop", "api", _mesh.Old, _mesh.Old, _mesh.New);

        var answer = await _mesh.AskAsync(("issuer", "meshca"));

        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Equal("1 of 2 proxies in the cluster: shop/api-abc-x1 holds a certificate issued by citadel", answer.Summary);
    }

    [Fact]
    public async Task A_root_of_the_same_name_is_another_issuer()
    {
        var impostor = TestCa.SelfSigned();
        _mesh.WithCacerts().WithProxy("shop", "web", impostor, _mesh.Old);

        var answer = await _mesh.AskAsync(("issuer", "citadel"));

        Assert.Contains("of an unknown issuer", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_does_not_hold()
    {
        _mesh.WithCacerts().WithAnswer("shop", "web", TestCa.Secrets(_mesh.Old.Issue(until: new(2020, 6, 1, 0, 0, 0, TimeSpan.Zero)), _mesh.Old));

        Assert.Contains("has expired", (await _mesh.AskAsync(("issuer", "citadel"))).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_root_means_secret_and_given_file_and_proxies_alike()
    {
        using var folder = new TemporaryFolder();
        _mesh.WithCacerts().WithProxy("shop", "web", _mesh.Old, _mesh.Old);
        var same = folder.Write("root-cert.pem", _mesh.Old.Pem);
        var other = folder.Write("other.pem", TestCa.SelfSigned().Pem);

        var good = await _mesh.AskAsync(("oneRoot", new[] { "citadel", same }));
        var bad = await _mesh.AskAsync(("oneRoot", new[] { "citadel", other }));

        Assert.Equal(Verdict.Holds, good.Verdict);
        Assert.Equal(Verdict.DoesNotHold, bad.Verdict);
        Assert.StartsWith("not one root: citadel is sha256:", bad.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_root_fails_where_a_proxy_has_another()
    {
        var other = TestCa.SelfSigned();
        _mesh.WithCacerts().WithProxy("shop", "web", _mesh.Old, _mesh.Old).WithProxy("shop", "api", other, other)
            .WithProxy("shop", "db", other, other, _mesh.Old);

        var answer = await _mesh.AskAsync(("oneRoot", "citadel"));

        Assert.StartsWith("2 of 3 proxies", answer.Summary, StringComparison.Ordinal);
        Assert.Contains("api-abc-x1 does not trust citadel", answer.Summary, StringComparison.Ordinal);
        Assert.Contains("db-abc-x1 holds a certificate issued by sha256:", answer.Summary, StringComparison.Ordinal);
    }
}
