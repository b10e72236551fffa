using System.Security.Cryptography.X509Certificates;

namespace MeshSim.Certificates;

/// <summary>
/// The simulated managed CA: an RSA-4096 root whose name begins as the real one's does, valid until 2118, and an intermediate that
/// signs. The pair was made for this program; the root's key was thrown away.
/// </summary>
public static class MeshCa
{
    /// <summary>Where proxies ask for certificates.</summary>
    public const string Address = "meshca.googleapis.com:443";

    private static readonly Lazy<CertificateAuthority> Loaded = new(Load);

    public static CertificateAuthority Authority => Loaded.Value;

    public static Root Root => Authority.Root;

    private static CertificateAuthority Load()
    {
        var issuer = X509Certificate2.CreateFromPem(Read("intermediate.pem"), Read("intermediate-key.pem"));
        return new(issuer, [X509CertificateLoader.LoadCertificate(issuer.RawData)], Root.AllIn(Read("root.pem"))[0]);
    }

    private static string Read(string name)
    {
        using var stream = typeof(MeshCa).Assembly.GetManifestResourceStream("SimulatedMeshCa." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
