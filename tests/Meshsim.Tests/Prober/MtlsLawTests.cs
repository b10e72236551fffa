using MeshSim.Certificates;
using MeshSim.Prober;

namespace MeshSim.Tests.Prober;

public sealed class MtlsLawTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly CertificateAuthority Citadel = CaFiles.SelfSigned(Now).Load()!;

    public static TheoryData<string, string, Breach?> Pairs => new()
    {
        { "origin", "origin", null },
        { "origin", "distributing", null },
        { "distributing", "origin", null },
        { "distributing", "migrated", null },
        { "migrated", "distributing", null },
        { "migrated", "migrated", null },
        { "origin", "migrated", Breach.ServerRootUntrusted },
        { "migrated", "origin", Breach.ClientRootUntrusted },
        { "dropped", "distributing", Breach.ServerRootUntrusted },
        { "distributing", "dropped", Breach.ClientRootUntrusted },
        { "no aliases", "migrated", Breach.ServerDomainRefused },
        { "migrated", "no aliases", Breach.ClientDomainRefused },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_law_and_a_real_handshake_agree(string client, string server, Breach? expected)
    {
        var (one, two) = (Make(client), Make(server));

        Assert.Equal(expected, MtlsLaw.Check(one.Class, two.Class));
        Assert.Equal(expected is null, await Handshake.SucceedsAsync(one, two));
    }

    private static Party Make(string kind) => kind switch
    {
        "origin" => Make(Citadel, "cluster.local", "cluster.local", Citadel.Root),
        "distributing" => Make(Citadel, "cluster.local", "cluster.local fleet.svc.id.goog", Citadel.Root, MeshCa.Root),
        "no aliases" => Make(Citadel, "cluster.local", "cluster.local", Citadel.Root, MeshCa.Root),
        "migrated" => Make(MeshCa.Authority, "fleet.svc.id.goog", "cluster.local fleet.svc.id.goog", Citadel.Root, MeshCa.Root),
        _ => Make(MeshCa.Authority, "fleet.svc.id.goog", "cluster.local fleet.svc.id.goog", MeshCa.Root),
    };

    private static Party Make(CertificateAuthority ca, string domain, string accepts, params Root[] roots)
    {
        var certificate = ca.Issue(new(domain, "shop", "default"), Now);
        return new(certificate, new("mesh", certificate.Issuer, certificate.Root, TrustBundle.Of(roots), domain, accepts));
    }
}
