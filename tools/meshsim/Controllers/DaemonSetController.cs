using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Keeps one pod of each DaemonSet on every node and updates them within maxUnavailable.</summary>
public sealed class DaemonSetController(ObjectStore store) : Controller(store)
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(300);
    private static readonly ResourceType Type = BuiltInTypes.DaemonSets;

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change) =>
        change.Type.Equals(Type) ? [change.New.Key()]
        : change.Type.Equals(BuiltInTypes.Pods) ? OwnerOf(change.New, Type.Kind)
        : [];

    public override void Reconcile(ObjectKey key)
    {
        if (Store.Get(Type, key) is not { } set || set.IsBeingDeleted()) return;
        var history = new TemplateHistory(Store, set, Type);
        var hash = history.Record();
        var nodes = Store.List(BuiltInTypes.Nodes).Items.Select(node => node.Name()).ToArray();
        var pods = OwnedBy(set, BuiltInTypes.Pods);
        foreach (var node in nodes.Where(node => pods.All(pod => Node(pod) != node))) Create(set, history, node, hash);
        Update(set, pods, hash, nodes.Length);
        SetStatus(Type, set, Status(set, OwnedBy(set, BuiltInTypes.Pods), hash, nodes.Length));
    }

    private void Create(JsonObject set, TemplateHistory history, string node, string hash)
    {
        var pod = PodTemplates.MakePod(set, Type, history.Template(hash), set.Name() + "-");
        pod.Put(hash, "metadata", "labels", TemplateHistory.HashLabel);
        pod.Put(node, "spec", "nodeName");
        try
        {
            Store.Create(BuiltInTypes.Pods, pod);
        }
        catch (ApiException)
        {
            Later(set.Key(), AfterRefusal);
        }
    }

    private void Update(JsonObject set, IReadOnlyList<JsonObject> pods, string hash, int nodes)
    {
        if (set.Text("spec", "updateStrategy", "type") == "OnDelete") return;
        var allowed = Math.Max(1, RolloutLimits.Resolve(set.At("spec", "updateStrategy", "rollingUpdate", "maxUnavailable") ?? 1, nodes, up: true));
        var down = pods.Count(pod => !PodTemplates.IsReady(pod)) + (nodes - pods.Count);
        foreach (var pod in pods.Where(pod => pod.Label(TemplateHistory.HashLabel) != hash && !pod.IsBeingDeleted()).OrderBy(PodTemplates.IsReady))
        {
            if (PodTemplates.IsReady(pod) && down++ >= allowed) return;
            DeleteIfThere(BuiltInTypes.Pods, pod);
        }
    }

    private static JsonObject Status(JsonObject set, IReadOnlyList<JsonObject> pods, string hash, int nodes)
    {
        var ready = pods.Count(PodTemplates.IsReady);
        var status = new JsonObject
        {
            ["observedGeneration"] = set.Generation(),
            ["currentNumberScheduled"] = pods.Count(PodTemplates.IsActive),
            ["desiredNumberScheduled"] = nodes,
            ["numberMisscheduled"] = 0,
            ["numberReady"] = ready,
            ["updatedNumberScheduled"] = pods.Count(pod => PodTemplates.IsActive(pod) && pod.Label(TemplateHistory.HashLabel) == hash),
        };
        if (ready > 0) status["numberAvailable"] = ready;
        if (nodes > ready) status["numberUnavailable"] = nodes - ready;
        return status;
    }

    private static string Node(JsonObject pod) => pod.Text("spec", "nodeName") ?? "";
}
