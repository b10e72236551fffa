using MeshSim.Certificates;
using MeshSim.Prober;

namespace MeshSim.Tests.Prober;

public sealed class HandshakeTests
{
    [Fact]
    public async Task Handshakes_of_changing_parties_one_after_another_are_each_judged_afresh()
    {
        var now = DateTimeOffset.UtcNow;
        var citadel = CaFiles.SelfSigned(now).Load()!;
        var old = Party(citadel, citadel.Root);
        var both = Party(MeshCa.Authority, citadel.Root, MeshCa.Root);
        var managed = Party(MeshCa.Authority, MeshCa.Root);

        for (var n = 0; n < 10; n++)
        {
            Assert.True(await Handshake.SucceedsAsync(both, managed));
            Assert.False(await Handshake.SucceedsAsync(managed, old));
            Assert.True(await Handshake.SucceedsAsync(managed, both));
            Assert.True(await Handshake.SucceedsAsync(old, old));
            Assert.False(await Handshake.SucceedsAsync(old, managed));
        }
    }

    [Fact]
    public async Task Certificates_issued_at_the_same_time_are_all_sound()
    {

        var parties = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Party(MeshCa.Authority, MeshCa.Root))));

        foreach (var party in parties) Assert.True(await Handshake.SucceedsAsync(parties[0], party));
    }

    private static Party Party(CertificateAuthority ca, params Root[] roots)
    {
        var certificate = ca.Issue(new("cluster.local", "shop", "default"), DateTimeOffset.UtcNow);
        return new(certificate, new("mesh", certificate.Issuer, certificate.Root, TrustBundle.Of(roots), "cluster.local", "cluster.local"));
    }
}
