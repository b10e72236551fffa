using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Certificates;
using MeshSim.Controllers;
using MeshSim.Sidecars;

namespace MeshSim.ControlPlanes;

/// <summary>Starts and stops istiods with their pods: loads or mints their CA, distributes its root, pushes trust to proxies.</summary>
public sealed class IstiodController(ObjectStore store, string cluster, IstiodDirectory directory, ProxyTable proxies) : Controller(store)
{
    /// <summary>The key under which everything is pushed once more.</summary>
    public static readonly ObjectKey Push = new("", "push");
    private static readonly WriteOptions Pilot = new("pilot-discovery");
    private readonly Dictionary<ObjectKey, string> _uids = [];

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change)
    {
        if (change.Type.Equals(BuiltInTypes.MutatingWebhooks) || change.Type.Equals(BuiltInTypes.ValidatingWebhooks)) return [Push];
        if (change.Type.Equals(BuiltInTypes.Namespaces)) return change.Change == ChangeKind.Added ? [Push] : [];
        if (change.New.Namespace() != ControlPlaneNames.Namespace) return IsRootConfigMap(change) ? [Push] : [];
        if (change.Type.Equals(BuiltInTypes.Pods) && change.New.Label("app") == "istiod") return [change.New.Key()];
        return change.Type.Equals(BuiltInTypes.Endpoints) || change.Type.Equals(BuiltInTypes.ConfigMaps) ? [Push] : [];
    }

    public override void Reconcile(ObjectKey key)
    {
        if (key == Push) PushAll();
        else Follow(key);
    }

    private static bool IsRootConfigMap(StoreEvent change) =>
        change.Type.Equals(BuiltInTypes.ConfigMaps) && change.New.Name() == ControlPlaneNames.RootConfigMap;

    private void Follow(ObjectKey key)
    {
        var pod = Store.Get(BuiltInTypes.Pods, key);
        var ready = pod is not null && PodTemplates.IsReady(pod);
        if (_uids.TryGetValue(key, out var uid) && (!ready || uid != pod!.Uid()))
        {
            directory.Remove(uid);
            _uids.Remove(key);
        }

        if (!ready || _uids.ContainsKey(key)) return;
        directory.Add(Start(pod!));
        _uids[key] = pod!.Uid();
        PushAll();
    }

    private Istiod Start(JsonObject pod)
    {
        var withCa = Variable(pod, "ENABLE_CA_SERVER") != "false";
        return new(
            pod.Name(),
            pod.Uid(),
            pod.Label("istio.io/rev") ?? "default",
            withCa ? CaSecrets.Load(Store) ?? Mint() : null,
            withCa ? null : CaSecrets.FindRoot(Store),
            Now);
    }

    private CertificateAuthority? Mint()
    {
        var files = CaFiles.SelfSigned(Now);
        var secret = CaSecrets.SelfSigned(files);
        if (Store.Get(BuiltInTypes.Secrets, secret.Key()) is null) Store.Create(BuiltInTypes.Secrets, secret, Pilot);
        else Store.Update(BuiltInTypes.Secrets, secret.Key(), draft => draft.Put(secret["data"]!.DeepClone(), "data"), Pilot);
        return files.Load();
    }

    private void PushAll()
    {
        foreach (var istiod in directory.Running)
            WebhookTrust.Fill(Store, istiod.Revision, (istiod.Authority?.Root ?? istiod.OldRoot ?? MeshCa.Root).Pem);
        if (directory.Running.Where(istiod => istiod.Authority is not null).MaxBy(istiod => istiod.Started) is { Authority: { } authority })
            foreach (var space in Store.List(BuiltInTypes.Namespaces).Items.Where(space => !space.IsBeingDeleted())) Distribute(space.Name(), authority.Root);
        foreach (var proxy in proxies.All.Where(proxy => proxy.Cluster == cluster).ToArray())
        {
            if (directory.Behind(proxy.ControlPlane) is not { } istiod) continue;
            var pushed = directory.Push(istiod, proxy);
            if (!ReferenceEquals(pushed, proxy)) proxies.Set(pushed);
        }
    }

    private void Distribute(string space, Root root)
    {
        var key = new ObjectKey(space, ControlPlaneNames.RootConfigMap);
        var old = Store.Get(BuiltInTypes.ConfigMaps, key);
        if (old?.Text("data", "root-cert.pem") == root.Pem) return;
        if (old is not null)
        {
            Store.Update(BuiltInTypes.ConfigMaps, key, draft => draft.Put(root.Pem, "data", "root-cert.pem"), Pilot);
            return;
        }

        Store.Create(BuiltInTypes.ConfigMaps, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = key.Name,
                ["namespace"] = space,
                ["labels"] = new JsonObject { ["istio.io/config"] = "true" },
            },
            ["data"] = new JsonObject { ["root-cert.pem"] = root.Pem },
        }, Pilot);
    }

    private static string Variable(JsonObject pod, string name) => pod.Objects("spec", "containers")
        .Where(container => container.Text("name") == "discovery").SelectMany(container => container.Objects("env"))
        .FirstOrDefault(variable => variable.Text("name") == name)?.Text("value") ?? "";
}
