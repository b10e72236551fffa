using MeshSim.Api;
using MeshSim.Controllers;
using MeshSim.Prober;
using MeshSim.Scenario;

namespace MeshSim.Running;

/// <summary>Shows a cluster's gateways to the prober, and tells it whenever the Service of one or its endpoints have changed.</summary>
internal sealed class GatewayWatch : Controller
{
    private readonly GatewayProber _prober;
    private readonly Dictionary<ObjectKey, Gateway> _gateways;

    public GatewayWatch(ObjectStore store, ClusterScenario cluster, GatewayProber prober) : base(store)
    {
        _prober = prober;
        _gateways = cluster.Gateways.Select(gateway => new ObjectKey(gateway.Namespace, gateway.Name))
            .ToDictionary(key => key, key => new Gateway(cluster.Name, key.Namespace, key.Name, () => Endpoints(key)));
        foreach (var gateway in _gateways.Values) prober.Add(gateway);
    }

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change) =>
        (change.Type.Equals(BuiltInTypes.Endpoints) || change.Type.Equals(BuiltInTypes.Services)) && _gateways.ContainsKey(change.New.Key())
            ? [change.New.Key()]
            : [];

    public override void Reconcile(ObjectKey key) => _prober.Changed(_gateways[key]);

    private IReadOnlyList<GatewayEndpoint>? Endpoints(ObjectKey key) => Store.Get(BuiltInTypes.Services, key) is null
        ? null
        : [.. (Store.Get(BuiltInTypes.Endpoints, key)?.Objects("subsets") ?? []).SelectMany(subset => subset.Objects("addresses"))
            .Select(address => new GatewayEndpoint(address.Text("targetRef", "name") ?? "", address.Text("targetRef", "uid") ?? ""))];
}
