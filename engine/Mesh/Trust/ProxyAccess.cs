namespace MeshRunbook.Mesh.Trust;

/// <summary>How the proxies of a cluster are asked: through the API server's port-forward, or with an istioctl for each.</summary>
internal abstract record ProxyAccess
{
    private ProxyAccess()
    {
    }

    public sealed record PortForward : ProxyAccess
    {
        public override string ToString() => "port-forward";
    }

    /// <param name="Program">By name or path.</param>
    /// <param name="Reason">Why not through port-forward.</param>
    public sealed record Istioctl(string Program, string Reason) : ProxyAccess
    {
        public override string ToString() => $"{Program} ({Reason})";
    }
}
