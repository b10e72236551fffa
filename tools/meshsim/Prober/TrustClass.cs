using MeshSim.Certificates;

namespace MeshSim.Prober;

/// <summary>All that decides whether a proxy and another accept each other; proxies of the same class get the same verdicts.</summary>
/// <param name="Issuer">The CA that signed the proxy's certificate.</param>
/// <param name="TrustDomain">The one in the proxy's certificate.</param>
/// <param name="Accepts">The proxy's set of trust domains: its own and the aliases, sorted and joined by spaces.</param>
public sealed record TrustClass(string Mesh, string Issuer, Root Root, TrustBundle Bundle, string TrustDomain, string Accepts)
{
    public bool AcceptsDomain(string domain) => Accepts.Split(' ').Contains(domain);
}
