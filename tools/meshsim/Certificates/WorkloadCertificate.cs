using System.Security.Cryptography.X509Certificates;

namespace MeshSim.Certificates;

/// <summary>What a proxy proves itself with: a leaf with its private key, the intermediates it sends along, and the root they lead to.</summary>
public sealed record WorkloadCertificate(X509Certificate2 Leaf, IReadOnlyList<X509Certificate2> Intermediates, Root Root, SpiffeId Identity)
{
    /// <summary>Leaf first, then the intermediates; the root too when it is the issuer, as istiod sends it.</summary>
    public string ChainPem => string.Concat(Sent.Select(certificate => certificate.ExportCertificatePem() + "\n"));

    /// <summary>The same for all certificates that one CA issued.</summary>
    public string Issuer => Intermediates.Count > 0 ? Intermediates[0].Thumbprint : Root.Fingerprint;

    private IEnumerable<X509Certificate2> Sent => Intermediates.Count > 0 ? [Leaf, .. Intermediates] : [Leaf, Root.Certificate];
}

/// <summary>A workload's name in a certificate: <c>spiffe://TRUST_DOMAIN/ns/NAMESPACE/sa/SERVICE_ACCOUNT</c>.</summary>
public readonly record struct SpiffeId(string TrustDomain, string Namespace, string ServiceAccount)
{
    public override string ToString() => $"spiffe://{TrustDomain}/ns/{Namespace}/sa/{ServiceAccount}";
}
