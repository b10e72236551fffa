using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Keeps in a changed object what a client may not change, as the write's scope says.</summary>
internal static class ChangedObject
{
    private static readonly string[] ServerFields =
        ["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink"];

    public static JsonObject Prepare(ResourceType type, JsonObject old, JsonObject draft, WriteOptions options)
    {
        CheckVersion(type, old, draft);
        draft["apiVersion"] = type.ApiVersion;
        draft["kind"] = type.Kind;
        if (options.Scope == WriteScope.Status) draft = OnlyStatus(type, old, draft);
        if (draft["metadata"] is not JsonObject metadata) draft["metadata"] = metadata = [];
        if (metadata["managedFields"] is null && old.At("metadata", "managedFields") is { } fields) metadata["managedFields"] = fields.DeepClone();
        foreach (var field in ServerFields) Keep(old, metadata, field);
        Keep(old, metadata, "resourceVersion");
        if (options.Scope == WriteScope.Main && type.HasStatus) Restore(old, draft, "status");
        return draft;
    }

    /// <summary>Raises the generation when anything but metadata and status has changed.</summary>
    public static void CountGeneration(ResourceType type, JsonObject old, JsonObject draft)
    {
        if (!type.CountsGenerations) return;
        var keys = old.Select(field => field.Key).Union(draft.Select(field => field.Key)).Except(["metadata", "status", "apiVersion", "kind"]);
        if (keys.Any(key => !JsonNode.DeepEquals(old[key], draft[key]))) draft.Put(old.Generation() + 1, "metadata", "generation");
    }

    private static void CheckVersion(ResourceType type, JsonObject old, JsonObject draft)
    {
        var version = draft.Text("metadata", "resourceVersion");
        if (!string.IsNullOrEmpty(version) && version != old.Text("metadata", "resourceVersion")) throw ApiException.Stale(type, old.Name());
        if (draft.Uid() is { Length: > 0 } uid && uid != old.Uid())
        {
            throw ApiException.Conflict(type, old.Name(),
                $"Precondition failed: UID in precondition: {uid}, UID in object meta: {old.Uid()}");
        }
    }

    /// <summary>The old object with the new status; built-in types let annotations through as well, which controllers rely on.</summary>
    private static JsonObject OnlyStatus(ResourceType type, JsonObject old, JsonObject draft)
    {
        var result = old.Copy();
        Restore(draft, result, "status");
        if (draft.At("metadata", "managedFields") is { } fields) result.Put(fields.DeepClone(), "metadata", "managedFields");
        if (type.Custom is not null) return result;
        if (draft.At("metadata", "annotations") is { } annotations) result.Put(annotations.DeepClone(), "metadata", "annotations");
        if (type.Equals(BuiltInTypes.Pods) && draft.At("metadata", "labels") is { } labels) result.Put(labels.DeepClone(), "metadata", "labels");
        return result;
    }

    private static void Keep(JsonObject old, JsonObject metadata, string field)
    {
        if (old.At("metadata", field) is { } value) metadata[field] = value.DeepClone();
        else metadata.Remove(field);
    }

    private static void Restore(JsonObject from, JsonObject to, string field)
    {
        if (from[field] is { } value) to[field] = value.DeepClone();
        else to.Remove(field);
    }
}
