namespace MeshSim.Prober;

/// <summary>A way into a cluster: the Service of a gateway.</summary>
/// <param name="Endpoints">Its ready endpoints as they are published now; null where the Service is gone.</param>
public sealed record Gateway(string Cluster, string Namespace, string Name, Func<IReadOnlyList<GatewayEndpoint>?> Endpoints)
{
    public override string ToString() => $"{Cluster}/{Namespace}/{Name}";
}

/// <summary>The pod to which a Service may send the next request.</summary>
/// <param name="Uid">The pod's.</param>
public sealed record GatewayEndpoint(string Pod, string Uid);

/// <summary>How many requests were sent through a gateway's Service.</summary>
public sealed record GatewayCounts(string Cluster, string Namespace, string Name, long Requests, long Failed);
