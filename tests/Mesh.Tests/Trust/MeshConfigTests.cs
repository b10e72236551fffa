using MeshRunbook.Mesh.Tests.Fakes;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Tests.Trust;

public sealed class MeshConfigTests
{
    private static readonly TestCa Ca = TestCa.MeshCa();

    [Fact]
    public void A_config_as_istio_writes_it_is_read()
    {
        var config = MeshConfig.Read($"""
            accessLogFile: /dev/stdout
            caCertificates:
            - pem: |
            {TestMesh.Indent(Ca.Pem)}
            defaultConfig:
              discoveryAddress: istiod-asm-1.istio-system.svc:15012
              proxyMetadata:
                PROXY_CONFIG_XDS_AGENT: "true"
              trustDomain: not.this.one
            rootNamespace: istio-system
            trustDomain: fleet.svc.id.goog # the fleet
            trustDomainAliases:
            - cluster.local
            - "other.td"
            """);

        Assert.Equal("fleet.svc.id.goog", config!.TrustDomain);
        Assert.Equal(["cluster.local", "other.td"], config.Aliases);
        Assert.Equal([Ca.Fingerprint], config.CaCertificates.Select(root => root.Fingerprint.ToString()));
    }

    [Fact]
    public void Without_the_fields_the_domain_is_the_one_that_istio_starts_with()
    {
        var config = MeshConfig.Read("accessLogFile: /dev/stdout\n");

        Assert.Equal("cluster.local", config!.TrustDomain);
        Assert.Empty(config.Aliases);
        Assert.Empty(config.CaCertificates);
    }

    [Theory]
    [InlineData("trustDomainAliases: [a.b, 'c']\n", "a.b c")]
    [InlineData("trustDomainAliases:\n  - a.b\n  # why\n  - c # because\n", "a.b c")]
    [InlineData("trustDomainAliases: []\n", "")]
    [InlineData("trustDomainAliases: null\nx: y\n", "")]
    [InlineData("""{"trustDomainAliases":["a.b","c"],"trustDomain":"t"}""", "a.b c")]
    public void Aliases_are_read_in_every_usual_style(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', MeshConfig.Read(text)!.Aliases));

    [Fact]
    public void Certificates_are_read_in_every_usual_style()
    {
        var escaped = Ca.Pem.Replace("\n", "\\n", StringComparison.Ordinal);
        string[] texts =
        [
            $"caCertificates:\n  - pem: \"{escaped}\"\n",
            $"{{\"caCertificates\":[{{\"pem\":\"{escaped}\"}}]}}",
            $"caCertificates:\n- certSigners: [x]\n  pem: |-\n{TestMesh.Indent(Ca.Pem)}\ntrustDomain: t\n",
        ];

        Assert.All(texts, text => Assert.Equal([Ca.Fingerprint], MeshConfig.Read(text)!.CaCertificates.Select(root => root.Fingerprint.ToString())));
    }

    [Theory]
    [InlineData("trustDomain: &a cluster.local\n")]
    [InlineData("trustDomain: |\n  cluster.local\n")]
    [InlineData("trustDomain: a\ntrustDomain: b\n")]
    [InlineData("trustDomainAliases:\n- {x: y}\n")]
    [InlineData("trustDomainAliases: a b\n")]
    [InlineData("trustDomainAliases: [a,\n")]
    [InlineData("caCertificates:\n- pem: -----BEGIN CERTIFICATE-----\n")]
    [InlineData("caCertificates:\n- pem: |\n    -----BEGIN CERTIFICATE-----\n    QUJD\n    -----END CERTIFICATE-----\n")]
    [InlineData("- a list\n")]
    [InlineData("{broken")]
    public void What_is_not_certain_is_not_read(string text) => Assert.Null(MeshConfig.Read(text));
}
