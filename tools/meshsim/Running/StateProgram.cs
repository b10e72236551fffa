using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Certificates;
using MeshSim.ControlPlanes;
using MeshSim.Sidecars;
using MeshSim.StandIns;

namespace MeshSim.Running;

/// <summary><c>meshsim state</c>: the mesh in a form that two moments can be compared by, without names, times and numbers that always change.</summary>
internal sealed class StateProgram(SimulatedMesh mesh)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<int> RunAsync(Call call, CancellationToken stop)
    {
        var clusters = new JsonObject(mesh.Clusters.Select(cluster => new KeyValuePair<string, JsonNode?>(cluster.Scenario.Name, Cluster(cluster))));
        await call.OutAsync(new JsonObject { ["clusters"] = clusters }.ToJsonString(Format) + "\n", stop);
        return 0;
    }

    private JsonObject Cluster(SimulatedCluster cluster) => new()
    {
        ["namespaces"] = Each(cluster.Store.List(BuiltInTypes.Namespaces).Items, space => space.Name(), space => Labels(space)),
        ["workloads"] = WorkloadState.Of(cluster, mesh.Proxies),
        ["gateways"] = Each(Gateways(cluster), service => $"{service.Namespace()}/{service.Name()}", service => Endpoints(cluster.Store, service)),
        ["controlPlanes"] = Each(ControlPlanes(cluster), istiod => istiod.Name(), istiod => ControlPlane(cluster, istiod)),
        ["services"] = Each(cluster.Store.List(BuiltInTypes.Services, ControlPlaneNames.Namespace).Items, service => service.Name(),
            service => new JsonObject { ["selector"] = service.At("spec", "selector")?.DeepClone() }),
        ["webhooks"] = new JsonArray([.. Names(cluster, BuiltInTypes.MutatingWebhooks), .. Names(cluster, BuiltInTypes.ValidatingWebhooks)]),
        ["installedStates"] = InstalledStates(cluster.Store),
        ["caSecrets"] = new JsonObject
        {
            [ControlPlaneNames.PluggedInSecret] = Secret(cluster.Store, ControlPlaneNames.PluggedInSecret, "root-cert.pem"),
            [ControlPlaneNames.CaSecret] = Secret(cluster.Store, ControlPlaneNames.CaSecret, "ca-cert.pem"),
        },
    };

    private static JsonObject Each(IEnumerable<JsonObject> items, Func<JsonObject, string> name, Func<JsonObject, JsonNode?> state) =>
        new(items.Select(item => new KeyValuePair<string, JsonNode?>(name(item), state(item))).OrderBy(pair => pair.Key, StringComparer.Ordinal));

    private static JsonObject Labels(JsonObject item) =>
        new(item.Labels().Select(label => new KeyValuePair<string, JsonNode?>(label.Key, label.Value)));

    private static IEnumerable<JsonObject> Gateways(SimulatedCluster cluster) => cluster.Store.List(BuiltInTypes.Services).Items
        .Where(service => service.Map("spec", "selector").GetValueOrDefault("istio") == "ingressgateway");

    private static IEnumerable<JsonObject> ControlPlanes(SimulatedCluster cluster) => cluster.Store
        .List(BuiltInTypes.Deployments, ControlPlaneNames.Namespace).Items.Where(deployment => deployment.Label("app") == "istiod");

    private static JsonObject Endpoints(ObjectStore store, JsonObject service)
    {
        var ready = store.Get(BuiltInTypes.Endpoints, service.Key())?.Objects("subsets").SelectMany(subset => subset.Objects("addresses")) ?? [];
        var deployments = ready.Select(address => store.Get(BuiltInTypes.Pods, service.Namespace(), address.Text("targetRef", "name") ?? ""))
            .OfType<JsonObject>().GroupBy(WorkloadState.OwnerOf).OrderBy(group => group.Key, StringComparer.Ordinal);
        return new(deployments.Select(group => new KeyValuePair<string, JsonNode?>(group.Key, group.Count())));
    }

    private static JsonObject ControlPlane(SimulatedCluster cluster, JsonObject istiod)
    {
        var revision = istiod.Label("istio.io/rev") ?? "default";
        var config = cluster.Directory.Config(revision);
        return new()
        {
            ["revision"] = revision,
            ["readyReplicas"] = istiod.Number("status", "readyReplicas") ?? 0,
            ["trustDomain"] = config?.TrustDomain,
            ["accepts"] = config?.Accepts,
            ["caCertificates"] = Fingerprints(config?.Roots ?? []),
            ["caAddress"] = config?.CaAddress,
            ["proxyMetadata"] = new JsonObject((config?.ProxyMetadata ?? new Dictionary<string, string>())
                .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value))),
            ["configMaps"] = config is not null,
        };
    }

    private static IEnumerable<JsonNode?> Names(SimulatedCluster cluster, ResourceType type) =>
        cluster.Store.List(type).Items.Select(item => (JsonNode?)JsonValue.Create(item.Name()));

    private static JsonArray InstalledStates(ObjectStore store) => store.Types.OfKind("install.istio.io/v1alpha1", "IstioOperator") is { } type
        ? new([.. store.List(type, ControlPlaneNames.Namespace).Items.Select(item => JsonValue.Create(item.Name()))])
        : [];

    private static JsonObject? Secret(ObjectStore store, string name, string key) => CaSecrets.Get(store, name) is { } secret
        ? new JsonObject { ["roots"] = Fingerprints(Root.AllIn(CaSecrets.Value(secret, key))) }
        : null;

    private static JsonArray Fingerprints(IEnumerable<Root> roots) => new([.. roots.Select(root => JsonValue.Create(root.Fingerprint))]);
}
