using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Keeps <c>metadata.managedFields</c>: which manager wrote which fields.</summary>
internal static class ManagedFields
{
    /// <summary>Records what a create or an update changed as its manager's; others lose the fields that it took over.</summary>
    public static void Record(ResourceType type, JsonObject? old, JsonObject draft, WriteOptions options, DateTimeOffset now)
    {
        var current = ObjectFieldSet.Of(type, draft);
        var changed = old is null ? current : ObjectFieldSet.Changed(type, old, draft);
        var subresource = options.Scope == WriteScope.Status ? "status" : "";
        var entries = new List<ManagerEntry>();
        foreach (var entry in Read(old ?? draft))
        {
            var isSame = entry.Manager == options.Manager && entry.Operation == "Update" && entry.Subresource == subresource;
            var kept = entry.Fields.Except(changed).Intersect(current);
            if (isSame) kept = kept.Union(changed);
            if (!kept.IsEmpty) entries.Add(entry with { Fields = kept, Time = isSame && !changed.IsEmpty ? NewObject.Timestamp(now) : entry.Time });
            if (isSame) changed = FieldSet.Empty;
        }

        if (!changed.IsEmpty)
        {
            entries.Add(new(options.Manager, "Update", type.ApiVersion, subresource, NewObject.Timestamp(now), changed));
        }

        Write(draft, entries);
    }

    public static List<ManagerEntry> Read(JsonObject value) => [.. value.Objects("metadata", "managedFields").Select(ManagerEntry.FromJson)];

    public static void Write(JsonObject value, IEnumerable<ManagerEntry> entries)
    {
        var list = new JsonArray([.. entries.Select(entry => entry.ToJson())]);
        if (list.Count > 0) value.Put(list, "metadata", "managedFields");
        else value.Drop("metadata", "managedFields");
    }

    /// <summary>Whether two objects are the same but for the times in their managedFields; writing such a change is pointless.</summary>
    public static bool EqualApartFromTimes(JsonObject left, JsonObject right)
    {
        if (!Read(left).Select(entry => entry with { Time = "" }).SequenceEqual(Read(right).Select(entry => entry with { Time = "" }), ManagerEntry.SameContent))
        {
            return false;
        }

        return left.Count == right.Count && left.All(field => field.Key == "metadata"
            ? SameMetadata(left, right)
            : right.ContainsKey(field.Key) && JsonNode.DeepEquals(field.Value, right[field.Key]));
    }

    private static bool SameMetadata(JsonObject left, JsonObject right)
    {
        var mine = (JsonObject)left["metadata"]!;
        var theirs = (JsonObject)right["metadata"]!;
        var keys = mine.Select(field => field.Key).Union(theirs.Select(field => field.Key));
        return keys.All(key => key == "managedFields" || JsonNode.DeepEquals(mine[key], theirs[key]));
    }
}
