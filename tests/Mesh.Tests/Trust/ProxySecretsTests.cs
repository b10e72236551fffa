using MeshRunbook.Mesh.Tests.Fakes;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Tests.Trust;

public sealed class ProxySecretsTests
{
    private readonly TestCa _old = TestCa.SelfSigned();
    private readonly TestCa _new = TestCa.MeshCa();
    private readonly ProxySecretsReader _reader = new();

    [Fact]
    public void Secrets_are_found_by_name_among_those_of_a_gateway()
    {
        var chain = _old.Issue("my.domain");
        var printed = $$"""
            {"dynamicActiveSecrets":[{{TestCa.Tls("kubernetes://site", _new.Issue())}},{{TestCa.Validation("kubernetes://site-cacert", _new.Pem)}},
            {{TestCa.Validation("ROOTCA", _old.Pem)}},{{TestCa.Tls("default", chain)}}]}
            """;

        var (secrets, _) = _reader.Read(printed);

        Assert.Equal("my.domain", secrets!.Certificate.TrustDomain);
        Assert.Equal([_old.Fingerprint], secrets.Bundle.Select(root => root.Fingerprint.ToString()));
    }

    [Fact]
    public void A_warming_secret_is_not_in_use()
    {
        var printed = $$"""
            {"dynamicActiveSecrets":[{{TestCa.Tls("default", _old.Issue())}}],"dynamicWarmingSecrets":[{{TestCa.Validation("ROOTCA", _old.Pem)}}]}
            """;

        var (secrets, problem) = _reader.Read(printed);

        Assert.Null(secrets);
        Assert.Contains("ROOTCA", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_istioctl_says_before_the_json_does_not_matter()
    {
        var (secrets, _) = _reader.Read("Warning: versions differ\n" + TestCa.Secrets(_old.Issue(), _old));

        Assert.NotNull(secrets);
    }

    [Fact]
    public void Roots_of_several_trust_domains_are_one_bundle()
    {
        var validation = $$$"""
            {"name":"ROOTCA","secret":{"validationContext":{"customValidatorConfig":{"typedConfig":{"trustDomains":[
            {"name":"a","trustBundle":{"inlineBytes":"{{{TestCa.Base64(_old.Pem)}}}"} },{"name":"b","trustBundle":{"inlineBytes":"{{{TestCa.Base64(_new.Pem)}}}"} }]} } } } }
            """;

        var (secrets, _) = _reader.Read($$"""{"dynamicActiveSecrets":[{{validation}},{{TestCa.Tls("default", _old.Issue())}}]}""");

        Assert.Equal(2, secrets!.Bundle.Length);
    }

    [Fact]
    public void A_bundle_that_many_proxies_share_is_read_once_and_duplicates_in_it_count_once()
    {
        var (first, _) = _reader.Read(TestCa.Secrets(_old.Issue(), _old, _old, _new));
        var (second, _) = _reader.Read(TestCa.Secrets(_old.Issue(), _old, _old, _new));

        Assert.Equal(2, first!.Bundle.Length);
        Assert.Same(first.Bundle[0], second!.Bundle[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("RESOURCE NAME     TYPE")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"dynamicActiveSecrets":[{"name":"default","secret":{"tlsCertificate":{"certificateChain":{"inlineBytes":"%%%"}}}}]}""")]
    [InlineData("""{"dynamicActiveSecrets":"x"}""")]
    public void Anything_else_is_a_problem_and_no_exception(string printed)
    {
        var (secrets, problem) = _reader.Read(printed);

        Assert.Null(secrets);
        Assert.NotNull(problem);
    }
}
