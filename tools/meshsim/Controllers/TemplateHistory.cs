using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>The ControllerRevisions of a StatefulSet or DaemonSet: each holds one template, so that it can be rolled back to.</summary>
internal sealed class TemplateHistory(ObjectStore store, JsonObject workload, ResourceType type)
{
    public const string HashLabel = "controller-revision-hash";
    private const int Kept = 10;
    private static readonly ResourceType Revisions = BuiltInTypes.ControllerRevisions;

    /// <summary>Makes sure that the template of now is recorded as the latest; returns its hash label.</summary>
    public string Record()
    {
        var template = PodTemplates.Template(workload);
        var name = Label(PodTemplates.Hash(template));
        var all = All();
        var latest = all.Select(r => r.Number("revision") ?? 0).DefaultIfEmpty(0).Max();
        if (all.FirstOrDefault(r => LabelOf(r) == name) is { } known)
        {
            if (known.Number("revision") != latest) store.Update(Revisions, known.Key(), draft => draft.Put(latest + 1, "revision"));
            return name;
        }

        var patch = (JsonObject)template.DeepClone();
        patch["$patch"] = "replace";
        store.Create(Revisions, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{workload.Name()}-{PodTemplates.Hash(template)}",
                ["namespace"] = workload.Namespace(),
                ["labels"] = Labelled(template, name),
                ["ownerReferences"] = new JsonArray(PodTemplates.OwnerReference(workload, type)),
            },
            ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = patch } },
            ["revision"] = latest + 1,
        });
        foreach (var old in all.OrderByDescending(r => r.Number("revision")).Skip(Kept)) store.Delete(Revisions, old.Key());
        return name;
    }

    public bool Has(string label) => All().Any(revision => LabelOf(revision) == label);

    public JsonObject Template(string label)
    {
        var data = All().FirstOrDefault(revision => LabelOf(revision) == label)?.At("data", "spec", "template") as JsonObject;
        var template = (JsonObject)(data ?? PodTemplates.Template(workload)).DeepClone();
        template.Remove("$patch");
        return template;
    }

    // StatefulSets label their pods with the revision's whole name, DaemonSets with the hash alone.
    private string Label(string hash) => type.Equals(BuiltInTypes.StatefulSets) ? $"{workload.Name()}-{hash}" : hash;

    private static string LabelOf(JsonObject revision) => revision.Label(HashLabel) ?? "";

    private static JsonObject Labelled(JsonObject template, string name)
    {
        var labels = (JsonObject)(template.At("metadata", "labels")?.DeepClone() ?? new JsonObject());
        labels[HashLabel] = name;
        return labels;
    }

    private IReadOnlyList<JsonObject> All() =>
        [.. store.List(Revisions, workload.Namespace()).Items.Where(item => item.ControllerUid() == workload.Uid())];
}
