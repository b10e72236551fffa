using System.Security.Cryptography.X509Certificates;
using MeshSim.Certificates;

namespace MeshSim.Tests.Certificates;

public sealed class CertificateTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly SpiffeId Shop = new("cluster.local", "shop", "default");

    [Fact]
    public void A_workload_certificate_chains_to_its_root_and_names_the_workload()
    {
        var issued = CaFiles.SelfSigned(Now).Load()!.Issue(Shop, Now);

        Assert.True(Chains(issued, issued.Root));
        Assert.Contains("spiffe://cluster.local/ns/shop/sa/default", issued.Leaf.Extensions["2.5.29.17"]!.Format(false), StringComparison.Ordinal);
    }

    [Fact]
    public void Plugged_in_intermediates_of_one_organization_have_the_same_root()
    {
        var files = CaFiles.PluggedIn("demo", ["east", "west"], Now);

        var (east, west) = (files["east"].Load()!, files["west"].Load()!);

        Assert.Equal(east.Root, west.Root);
        var issued = east.Issue(Shop, Now);
        Assert.NotEqual(issued.Issuer, west.Issue(Shop, Now).Issuer);
        Assert.True(Chains(issued, west.Root));
    }

    [Fact]
    public void The_managed_root_looks_like_the_real_one()
    {
        Assert.StartsWith("CN=istio_v1_cloud_workload_root-signer", MeshCa.Root.Subject, StringComparison.Ordinal);
        Assert.Equal(4096, MeshCa.Root.Certificate.GetRSAPublicKey()!.KeySize);
        Assert.Equal(2118, MeshCa.Root.Certificate.NotAfter.Year);
        Assert.True(Chains(MeshCa.Authority.Issue(Shop, Now), MeshCa.Root));
    }

    [Fact]
    public void A_bundle_is_sorted_by_its_text_and_has_no_duplicates()
    {
        var other = CaFiles.SelfSigned(Now).Load()!.Root;

        var one = TrustBundle.Of(MeshCa.Root, other, MeshCa.Root);
        var two = TrustBundle.Of(other, MeshCa.Root);

        Assert.Equal(one, two);
        Assert.Equal(2, Root.AllIn(one.Pem).Count);
        Assert.True(string.CompareOrdinal(one.Roots[0].Pem, one.Roots[1].Pem) < 0);
    }

    [Fact]
    public void Files_that_are_no_certificates_make_no_CA() => Assert.Null(new CaFiles("nonsense", "nonsense", "", "").Load());

    private static bool Chains(WorkloadCertificate issued, Root root)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(root.Certificate);
        foreach (var link in issued.Intermediates) chain.ChainPolicy.ExtraStore.Add(link);
        return chain.Build(issued.Leaf);
    }
}
