using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Keeps as many pods of each ReplicaSet as it asks for; says so in its conditions when pods are refused.</summary>
public sealed class ReplicaSetController(ObjectStore store) : Controller(store)
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(300);
    private static readonly ResourceType Type = BuiltInTypes.ReplicaSets;

    // What a refusal says names the pod that was refused, a new one each time: written to the status at once, it would call for the next look.
    private readonly Dictionary<ObjectKey, (DateTimeOffset Until, string Refusal)> _refused = [];

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change) =>
        change.Type.Equals(Type) ? [change.New.Key()]
        : change.Type.Equals(BuiltInTypes.Pods) ? OwnerOf(change.New, Type.Kind)
        : [];

    public override void Reconcile(ObjectKey key)
    {
        if (Store.Get(Type, key) is not { } set || set.IsBeingDeleted()) return;
        var pods = OwnedBy(set, BuiltInTypes.Pods).Where(PodTemplates.IsActive).ToList();
        var wanted = (int)(set.Number("spec", "replicas") ?? 1);
        var refusal = pods.Count < wanted && _refused.GetValueOrDefault(key) is var refused && Now < refused.Until ? refused.Refusal : "";
        var isWaiting = refusal.Length > 0;
        for (var n = pods.Count; n < wanted && refusal.Length == 0; n++) refusal = Create(set, pods);
        foreach (var pod in pods.OrderBy(Keep).Take(pods.Count - wanted).ToArray())
        {
            DeleteIfThere(BuiltInTypes.Pods, pod);
            pods.Remove(pod);
        }

        if (refusal.Length == 0)
        {
            _refused.Remove(key);
        }
        else if (!isWaiting)
        {
            _refused[key] = (Now + AfterRefusal, refusal);
            Later(key, AfterRefusal);
        }

        SetStatus(Type, set, Status(set, pods, refusal));
    }

    /// <summary>Pods that are not ready go first, then the youngest.</summary>
    private static (bool, string) Keep(JsonObject pod) => (PodTemplates.IsReady(pod), pod.Name());

    private string Create(JsonObject set, List<JsonObject> pods)
    {
        try
        {
            pods.Add(Store.Create(BuiltInTypes.Pods, PodTemplates.MakePod(set, Type, PodTemplates.Template(set), set.Name() + "-")));
            return "";
        }
        catch (ApiException e)
        {
            return e.Message;
        }
    }

    private JsonObject Status(JsonObject set, List<JsonObject> pods, string refusal)
    {
        var status = new JsonObject { ["replicas"] = pods.Count };
        if (pods.Count > 0) status["fullyLabeledReplicas"] = pods.Count;
        var ready = pods.Count(PodTemplates.IsReady);
        if (ready > 0)
        {
            status["readyReplicas"] = ready;
            status["availableReplicas"] = ready;
        }

        status["observedGeneration"] = set.Generation();
        if (refusal.Length > 0)
            status["conditions"] = new JsonArray(Conditions.Make(set, "ReplicaFailure", true, "FailedCreate", refusal, Now));
        return status;
    }
}
