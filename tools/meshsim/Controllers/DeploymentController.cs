using System.Globalization;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Rolls Deployments out through ReplicaSets: one for each template, scaled up and down within maxSurge and maxUnavailable.</summary>
public sealed class DeploymentController(ObjectStore store) : Controller(store)
{
    private const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    private static readonly ResourceType Type = BuiltInTypes.Deployments;
    private static readonly ResourceType Sets = BuiltInTypes.ReplicaSets;

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change) =>
        change.Type.Equals(Type) ? [change.New.Key()]
        : change.Type.Equals(Sets) ? OwnerOf(change.New, Type.Kind)
        : change.Type.Equals(BuiltInTypes.Pods) && change.Change == ChangeKind.Deleted ? OwnersOfSet(change.New)
        : [];

    public override void Reconcile(ObjectKey key)
    {
        if (Store.Get(Type, key) is not { } deployment || deployment.IsBeingDeleted()) return;
        var sets = OwnedBy(deployment, Sets);
        var current = sets.FirstOrDefault(set => SameTemplate(set, deployment));
        if (!deployment.Flag("spec", "paused"))
        {
            current = current is null ? CreateSet(deployment, sets) : WithLatestRevision(current, sets);
            sets = OwnedBy(deployment, Sets);
            SetRevision(Type, deployment, Revision(current));
            Scale(deployment, current, [.. sets.Where(set => set.Uid() != current.Uid())]);
            sets = OwnedBy(deployment, Sets);
        }

        current = sets.FirstOrDefault(set => current is not null && set.Uid() == current.Uid());
        var status = DeploymentStatus.Make(deployment, sets, current, Now);
        SetStatus(Type, deployment, status);
        if (DeploymentStatus.IsComplete(deployment, sets, current)) DropHistory(deployment, sets, current);
        else if (DeploymentStatus.Deadline(status, deployment) is { } deadline && deadline > Now) Later(key, deadline - Now + TimeSpan.FromSeconds(1));
    }

    private IEnumerable<ObjectKey> OwnersOfSet(JsonObject pod) => OwnerOf(pod, Sets.Kind)
        .Select(set => Store.Get(Sets, set)).OfType<JsonObject>().SelectMany(set => OwnerOf(set, Type.Kind));

    private void Scale(JsonObject deployment, JsonObject current, IReadOnlyList<JsonObject> old)
    {
        var wanted = (int)(deployment.Number("spec", "replicas") ?? 1);
        if (deployment.Text("spec", "strategy", "type") == "Recreate")
        {
            foreach (var set in old) Resize(set, 0);
            if (old.All(set => Pods(set) == 0)) Resize(current, wanted);
            return;
        }

        var limits = RolloutLimits.Of(deployment, wanted);
        var total = old.Sum(Size) + Size(current);
        var grown = Size(current) > wanted ? wanted : Math.Max(Size(current), Math.Min(wanted, Size(current) + limits.Most - total));
        Resize(current, grown);
        var removable = old.Sum(Size) + grown - limits.Least - (grown - Ready(current));
        var spare = old.Sum(Ready) + Ready(current) - limits.Least;
        foreach (var set in old.OrderBy(Revision))
        {
            var broken = Math.Clamp(removable, 0, Size(set) - Ready(set));
            var whole = Math.Clamp(Math.Min(removable - broken, spare), 0, Ready(set));
            (removable, spare) = (removable - broken - whole, spare - whole);
            Resize(set, Size(set) - broken - whole);
        }
    }

    private JsonObject CreateSet(JsonObject deployment, IReadOnlyList<JsonObject> sets)
    {
        var template = (JsonObject)PodTemplates.Template(deployment).DeepClone();
        var hash = PodTemplates.Hash(template);
        template.Put(hash, "metadata", "labels", PodTemplates.HashLabel);
        var selector = (JsonObject)(deployment.At("spec", "selector")?.DeepClone() ?? new JsonObject());
        selector.Put(hash, "matchLabels", PodTemplates.HashLabel);
        var annotations = (JsonObject)(deployment.At("metadata", "annotations")?.DeepClone() ?? new JsonObject());
        annotations.Remove("kubectl.kubernetes.io/last-applied-configuration");
        annotations[RevisionAnnotation] = (sets.Select(Revision).DefaultIfEmpty(0).Max() + 1).ToString(CultureInfo.InvariantCulture);
        return Store.Create(Sets, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["namespace"] = deployment.Namespace(),
                ["labels"] = template.At("metadata", "labels")?.DeepClone(),
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray(PodTemplates.OwnerReference(deployment, Type)),
            },
            ["spec"] = new JsonObject { ["replicas"] = 0, ["selector"] = selector, ["template"] = template },
        });
    }

    private JsonObject WithLatestRevision(JsonObject current, IReadOnlyList<JsonObject> sets)
    {
        var latest = sets.Select(Revision).Max();
        return Revision(current) == latest ? current : SetRevision(Sets, current, latest + 1);
    }

    private JsonObject SetRevision(ResourceType type, JsonObject item, long revision)
    {
        var text = revision.ToString(CultureInfo.InvariantCulture);
        return item.Annotation(RevisionAnnotation) == text
            ? item
            : Store.Update(type, item.Key(), draft => draft.Put(text, "metadata", "annotations", RevisionAnnotation));
    }

    private void DropHistory(JsonObject deployment, IReadOnlyList<JsonObject> sets, JsonObject? current)
    {
        var keep = (int)(deployment.Number("spec", "revisionHistoryLimit") ?? 10);
        foreach (var set in sets.Where(set => set != current && Pods(set) == 0 && Size(set) == 0).OrderByDescending(Revision).Skip(keep))
            DeleteIfThere(Sets, set);
    }

    private void Resize(JsonObject set, int size)
    {
        if (Size(set) == size) return;
        Store.Update(Sets, set.Key(), draft => draft.Put(size, "spec", "replicas"));
    }

    private static bool SameTemplate(JsonObject set, JsonObject deployment)
    {
        var template = (JsonObject)PodTemplates.Template(set).DeepClone();
        return PodTemplates.Same(template.Drop("metadata", "labels", PodTemplates.HashLabel), PodTemplates.Template(deployment));
    }

    private static long Revision(JsonObject set) =>
        long.TryParse(set.Annotation(RevisionAnnotation), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    private static int Size(JsonObject set) => (int)(set.Number("spec", "replicas") ?? 0);

    private static int Pods(JsonObject set) => (int)(set.Number("status", "replicas") ?? 0);

    private static int Ready(JsonObject set) => Math.Min(Size(set), (int)(set.Number("status", "readyReplicas") ?? 0));
}
