using System.Globalization;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Keeps the numbered pods of StatefulSets, one after another, and updates them from the last to the partition.</summary>
public sealed class StatefulSetController(ObjectStore store) : Controller(store)
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(300);
    private static readonly ResourceType Type = BuiltInTypes.StatefulSets;

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change) =>
        change.Type.Equals(Type) ? [change.New.Key()]
        : change.Type.Equals(BuiltInTypes.Pods) ? OwnerOf(change.New, Type.Kind)
        : [];

    public override void Reconcile(ObjectKey key)
    {
        if (Store.Get(Type, key) is not { } set || set.IsBeingDeleted()) return;
        var history = new TemplateHistory(Store, set, Type);
        var update = history.Record();
        var current = set.Text("status", "currentRevision") is { Length: > 0 } known && history.Has(known) ? known : update;
        var pods = OwnedBy(set, BuiltInTypes.Pods).OrderBy(Ordinal).ToList();
        if (!FillUp(set, pods, history, current, update) && !Shrink(set, pods)) Update(set, pods, update);
        SetStatus(Type, set, Status(set, [.. OwnedBy(set, BuiltInTypes.Pods)], current, update));
    }

    /// <summary>Makes the first missing pod once all before it are ready; true while there is something to wait for.</summary>
    private bool FillUp(JsonObject set, List<JsonObject> pods, TemplateHistory history, string current, string update)
    {
        var parallel = set.Text("spec", "podManagementPolicy") == "Parallel";
        for (var n = 0; n < Wanted(set); n++)
        {
            var pod = pods.FirstOrDefault(p => Ordinal(p) == n);
            if (pod is null)
            {
                if (!Create(set, history, n, n < Partition(set) ? current : update)) return true;
                if (!parallel) return true;
            }
            else if (!PodTemplates.IsReady(pod) && !parallel && Hash(pod) == update) return true;
            else if (pod.IsBeingDeleted()) return true;
        }

        return false;
    }

    private bool Create(JsonObject set, TemplateHistory history, int number, string revision)
    {
        var pod = PodTemplates.MakePod(set, Type, history.Template(revision), string.Create(CultureInfo.InvariantCulture, $"{set.Name()}-{number}"));
        pod.Put(revision, "metadata", "labels", TemplateHistory.HashLabel);
        pod.Put(pod.Name(), "metadata", "labels", "statefulset.kubernetes.io/pod-name");
        pod.Put(number.ToString(CultureInfo.InvariantCulture), "metadata", "labels", "apps.kubernetes.io/pod-index");
        pod.Put(pod.Name(), "spec", "hostname");
        try
        {
            Store.Create(BuiltInTypes.Pods, pod);
            return true;
        }
        catch (ApiException)
        {
            Later(set.Key(), AfterRefusal);
            return false;
        }
    }

    private bool Shrink(JsonObject set, List<JsonObject> pods)
    {
        if (pods.LastOrDefault() is not { } last || Ordinal(last) < Wanted(set)) return false;
        if (!last.IsBeingDeleted()) DeleteIfThere(BuiltInTypes.Pods, last);
        return true;
    }

    private void Update(JsonObject set, List<JsonObject> pods, string update)
    {
        if (set.Text("spec", "updateStrategy", "type") == "OnDelete") return;
        foreach (var pod in pods.AsEnumerable().Reverse().Where(pod => Ordinal(pod) >= Partition(set)))
        {
            if (Hash(pod) == update && PodTemplates.IsReady(pod)) continue;
            if (Hash(pod) != update && !pod.IsBeingDeleted()) DeleteIfThere(BuiltInTypes.Pods, pod);
            return;
        }
    }

    private static JsonObject Status(JsonObject set, IReadOnlyList<JsonObject> pods, string current, string update)
    {
        var updated = pods.Count(pod => Hash(pod) == update);
        var ready = pods.Count(PodTemplates.IsReady);
        var done = updated == Wanted(set) && ready == Wanted(set) && pods.Count == Wanted(set);
        var status = new JsonObject
        {
            ["observedGeneration"] = set.Generation(),
            ["replicas"] = pods.Count,
            ["readyReplicas"] = ready,
            ["availableReplicas"] = ready,
            ["currentReplicas"] = done ? updated : pods.Count(pod => Hash(pod) == current),
            ["updatedReplicas"] = updated,
            ["currentRevision"] = done ? update : current,
            ["updateRevision"] = update,
            ["collisionCount"] = 0,
        };
        return status;
    }

    private static string Hash(JsonObject pod) => pod.Label(TemplateHistory.HashLabel) ?? "";

    private static int Wanted(JsonObject set) => (int)(set.Number("spec", "replicas") ?? 1);

    private static int Partition(JsonObject set) => (int)(set.Number("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0);

    private static int Ordinal(JsonObject pod) =>
        int.TryParse(pod.Name()[(pod.Name().LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
}
