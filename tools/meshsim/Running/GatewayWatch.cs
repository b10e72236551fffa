using MeshSim.Api;
using MeshSim.Controllers;
using MeshSim.Prober;
using MeshSim.Scenario;

namespace MeshSim.Running;

/// <summary>Looks at each gateway's Service at every change of its endpoints: there must always be one that is ready.</summary>
internal sealed class GatewayWatch(ObjectStore store, ClusterScenario cluster, MtlsProber prober) : Controller(store)
{
    private readonly HashSet<ObjectKey> _gateways = [.. cluster.Gateways.Select(gateway => new ObjectKey(gateway.Namespace, gateway.Name))];

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change) =>
        (change.Type.Equals(BuiltInTypes.Endpoints) || change.Type.Equals(BuiltInTypes.Services)) && _gateways.Contains(change.New.Key())
            ? [change.New.Key()]
            : [];

    public override void Reconcile(ObjectKey key)
    {
        var endpoints = Store.Get(BuiltInTypes.Endpoints, key);
        var ready = Store.Get(BuiltInTypes.Services, key) is not null
            && endpoints?.Objects("subsets").Any(subset => subset.Objects("addresses").Any()) == true;
        prober.CheckGateway($"{cluster.Name}/{key}", ready);
    }
}
