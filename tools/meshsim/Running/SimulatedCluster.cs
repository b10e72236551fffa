using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Certificates;
using MeshSim.ControlPlanes;
using MeshSim.Controllers;
using MeshSim.Prober;
using MeshSim.Scenario;
using MeshSim.Sidecars;
using MeshSim.StandIns.Asmcli;

namespace MeshSim.Running;

/// <summary>One running cluster: its store, its controllers and its control planes.</summary>
internal sealed class SimulatedCluster : IAsyncDisposable
{
    private const int Nodes = 2;
    private static readonly WriteOptions Seeding = new("meshsim") { Scope = WriteScope.Main };
    private readonly ControllerLoop _loop;
    private readonly AsmVersion _version;

    public SimulatedCluster(ClusterScenario scenario, MeshScenario mesh, Func<FaultPlan> faults, ProxyTable proxies, GatewayProber gateways, string clusterCa, Action<string> complain)
    {
        Scenario = scenario;
        _version = mesh.AsmVersion;
        Store = new(TimeProvider.System) { ClusterAuthority = clusterCa };
        Directory = new(Store, faults);
        var sidecars = new SidecarStarter(Store, scenario.Mesh, Directory, proxies, faults);
        Store.Admission = [.. Store.Admission, new QuotaHook(Store).Admit, new InjectionHook(Store, Directory).Admit];
        Istiods = new(Store, scenario.Name, Directory, proxies);
        _loop = new(Store,
        [
            new KubeletController(Store, scenario.Name, mesh, faults, sidecars), new EndpointsController(Store), Istiods,
            new ReplicaSetController(Store), new DeploymentController(Store), new StatefulSetController(Store), new DaemonSetController(Store),
            new JobController(Store), new AutoscalerController(Store), new DisruptionBudgetController(Store),
            new GatewayWatch(Store, scenario, gateways),
        ], complain);
    }

    public ClusterScenario Scenario { get; }

    public ObjectStore Store { get; }

    public IstiodDirectory Directory { get; }

    public IstiodController Istiods { get; }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    /// <summary>Makes everything that the scenario has; returns once the control plane injects and all objects are there.</summary>
    public async Task SeedAsync(CaFiles ca, CancellationToken stop)
    {
        for (var n = 1; n <= Nodes; n++) Apply(Node(n));
        foreach (var definition in Manifests.Objects("definitions")) Apply(definition);
        Apply(new() { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = ControlPlaneNames.Namespace } });
        Store.Create(BuiltInTypes.Secrets, Scenario.Ca == OldCa.PluggedIn ? CaSecrets.PluggedIn(ca) : CaSecrets.SelfSigned(ca), Seeding);
        foreach (var revision in Revisions())
        {
            foreach (var item in revision.Objects()) Apply(item);
            while (Directory.Behind(ControlPlaneNames.Istiod(revision.Name)) is null) await Task.Delay(5, stop);
        }

        foreach (var item in Scenario.Namespaces.SelectMany(WorkloadObjects.Of)) Apply(item);
        foreach (var gateway in Scenario.Gateways) Seed(gateway);
        foreach (var policy in Scenario.AuthorizationPolicies) Apply(WorkloadObjects.Of(policy));
    }

    /// <summary>True when no workload is waiting for a pod that could still come.</summary>
    public bool IsSettled() =>
        Store.List(BuiltInTypes.Deployments).Items.All(d => d.Number("status", "readyReplicas") == d.Number("spec", "replicas"))
        && Store.List(BuiltInTypes.StatefulSets).Items.All(s => s.Number("status", "readyReplicas") == s.Number("spec", "replicas"))
        && Store.List(BuiltInTypes.DaemonSets).Items.All(d => d.Number("status", "numberReady") == Nodes)
        && Store.List(BuiltInTypes.Jobs).Items.All(j => j.Number("status", "ready") >= 1)
        && Store.List(BuiltInTypes.Pods).Items.All(PodTemplates.IsReady);

    /// <summary>How often its controllers have found nothing to do.</summary>
    public long IdleTurns => _loop.IdleTurns;

    public int ReadyPods() => Store.List(BuiltInTypes.Pods).Items.Count(PodTemplates.IsReady);

    /// <summary>Lets every control plane push once more, after what it pushes has changed from outside.</summary>
    public void PushAgain() => _loop.Wake(Istiods, IstiodController.Push);

    public void Apply(JsonObject item) => ObjectWriter.Apply(Store, item, Seeding);

    private IEnumerable<Revision> Revisions() => Scenario.ControlPlanes
        .Select(plane => RequestedRevision.Of(plane.Revision, plane.Option, _version, Scenario.Fleet))
        .Prepend(Scenario.Origin switch
        {
            Origin.Istio => Revision.OpenSource,
            Origin.Asm asm => RequestedRevision.Of(asm.Name, asm.Option, _version, Scenario.Fleet),
            _ => throw new System.Diagnostics.UnreachableException(),
        });

    private void Seed(GatewayScenario gateway)
    {
        if (Store.Get(BuiltInTypes.Namespaces, ObjectKey.Cluster(gateway.Namespace)) is null)
            Apply(new() { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = gateway.Namespace } });
        foreach (var item in WorkloadObjects.Of(gateway, Scenario.Origin.Revision)) Apply(item);
    }

    private JsonObject Node(int number) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Node",
        ["metadata"] = new JsonObject
        {
            ["name"] = $"gke-{Scenario.Name}-default-pool-{number}",
            ["labels"] = new JsonObject { ["kubernetes.io/os"] = "linux", ["topology.kubernetes.io/zone"] = Scenario.Location },
        },
        ["spec"] = new JsonObject { ["podCIDR"] = $"10.{8 + number}.0.0/24" },
    };
}
