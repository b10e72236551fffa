using MeshSim.Certificates;
using MeshSim.Prober;

namespace MeshSim.Sidecars;

/// <summary>A running sidecar or gateway, and what it trusts now.</summary>
/// <param name="ControlPlane">The Service that it gets its configuration from, such as <c>istiod-asm-11910-9</c>.</param>
/// <param name="MergesPushedRoots">Whether it was injected with PROXY_CONFIG_XDS_AGENT and so takes roots from its control plane.</param>
/// <param name="Accepts">The trust domains it accepts, sorted and joined by spaces.</param>
public sealed record Proxy(
    string Cluster,
    string Mesh,
    string Namespace,
    string Pod,
    string Uid,
    string Workload,
    string Revision,
    string ControlPlane,
    bool MergesPushedRoots,
    WorkloadCertificate Certificate,
    TrustBundle Bundle,
    string Accepts,
    DateTimeOffset Updated)
{
    public TrustClass Class => new(Mesh, Certificate.Issuer, Certificate.Root, Bundle, Certificate.Identity.TrustDomain, Accepts);

    public override string ToString() => $"{Cluster}/{Namespace}/{Pod}";
}
