using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshSim.Running;

/// <summary>The authority of the simulated API servers and the certificate that they show on the loopback interface.</summary>
internal sealed class ServerIdentity
{
    public ServerIdentity(DateTimeOffset now)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=meshsim-cluster-ca", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        authority.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authority.PublicKey, false));
        using var signer = authority.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        AuthorityPem = signer.ExportCertificatePem() + "\n";
        Certificate = Server(signer, now);
    }

    public string AuthorityPem { get; }

    public X509Certificate2 Certificate { get; }

    private static X509Certificate2 Server(X509Certificate2 signer, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes.default.svc");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false));
        using var bare = request.Create(signer, now.AddDays(-1), now.AddMonths(11), RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }
}
