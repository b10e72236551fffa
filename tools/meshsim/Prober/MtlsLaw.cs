namespace MeshSim.Prober;

/// <summary>Which half of the law a pair of proxies breaks.</summary>
public enum Breach
{
    /// <summary>The client's bundle lacks the root of the server's certificate.</summary>
    ServerRootUntrusted,

    /// <summary>The server's bundle lacks the root of the client's certificate.</summary>
    ClientRootUntrusted,

    /// <summary>The server's trust domain is not in the client's set.</summary>
    ServerDomainRefused,

    /// <summary>The client's trust domain is not in the server's set.</summary>
    ClientDomainRefused,

    /// <summary>The law holds, and yet a real TLS handshake failed.</summary>
    HandshakeFailed,
}

/// <summary>When a client and a server may talk by mutual TLS.</summary>
public static class MtlsLaw
{
    /// <summary>The first breach between the two, or null when they accept each other.</summary>
    public static Breach? Check(TrustClass client, TrustClass server) =>
        !client.Bundle.Trusts(server.Root) ? Breach.ServerRootUntrusted
        : !server.Bundle.Trusts(client.Root) ? Breach.ClientRootUntrusted
        : !client.AcceptsDomain(server.TrustDomain) ? Breach.ServerDomainRefused
        : !server.AcceptsDomain(client.TrustDomain) ? Breach.ClientDomainRefused
        : null;

    /// <summary>The law's sentence that was broken.</summary>
    public static string Describe(Breach breach) => breach switch
    {
        Breach.ServerRootUntrusted => "the client's bundle lacks the server's root",
        Breach.ClientRootUntrusted => "the server's bundle lacks the client's root",
        Breach.ServerDomainRefused => "the server's trust domain is not in the client's set",
        Breach.ClientDomainRefused => "the client's trust domain is not in the server's set",
        Breach.HandshakeFailed => "a real TLS handshake failed although the law holds",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
