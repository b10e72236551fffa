using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Reads the set of fields that an object has, and the set of those in which two objects differ.</summary>
internal static class ObjectFieldSet
{
    private static readonly string[] ServerMetadata =
    [
        "name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "selfLink",
        "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields",
    ];

    /// <summary>Every field of an object except those that belong to the server.</summary>
    public static FieldSet Of(ResourceType type, JsonObject value)
    {
        var set = FieldSet.Empty;
        foreach (var (key, field) in value)
        {
            if (key is "apiVersion" or "kind") continue;
            if (key == "metadata") set = set.With("f:metadata", Metadata(type, (JsonObject)field!));
            else set = set.With($"f:{key}", OfNode(type, "", key, field));
        }

        return set;
    }

    /// <summary>The fields of <paramref name="after"/> that are new or have another value than before.</summary>
    public static FieldSet Changed(ResourceType type, JsonObject before, JsonObject after)
    {
        var all = Of(type, after);
        return Different(type, all, "", before, after);
    }

    private static FieldSet Metadata(ResourceType type, JsonObject metadata)
    {
        var set = FieldSet.Empty;
        foreach (var (key, field) in metadata)
        {
            if (!ServerMetadata.Contains(key)) set = set.With($"f:{key}", OfNode(type, "metadata", key, field));
        }

        return set;
    }

    private static FieldSet OfNode(ResourceType type, string parent, string name, JsonNode? node) => node switch
    {
        JsonObject map when map.Count > 0 => OfObject(type, name, map),
        JsonArray list => OfList(type, ListKeys.ForApply(type, parent, name), name, list),
        _ => FieldSet.Leaf,
    };

    private static FieldSet OfObject(ResourceType type, string name, JsonObject map)
    {
        var set = name == "" ? FieldSet.Empty : FieldSet.Leaf;
        foreach (var (key, field) in map) set = set.With($"f:{key}", OfNode(type, name, key, field));
        return name is "spec" or "status" or "template" or "metadata" ? set with { Owned = false } : set;
    }

    private static FieldSet OfList(ResourceType type, ImmutableArray<string> keys, string name, JsonArray list)
    {
        if (keys.IsDefault) return FieldSet.Leaf;
        var set = FieldSet.Leaf;
        foreach (var item in list)
        {
            if (item is JsonObject map) set = set.With(ItemKey(keys, map), OfObject(type, name, map));
            else set = set.With($"v:{item?.ToJsonString()}", FieldSet.Leaf);
        }

        return set;
    }

    /// <summary>The name of a keyed list's item: <c>k:</c> and its keys as JSON; a missing protocol counts as TCP.</summary>
    public static string ItemKey(ImmutableArray<string> keys, JsonObject item)
    {
        var names = new JsonObject();
        foreach (var key in keys.Order(StringComparer.Ordinal))
        {
            if (item[key] is { } value) names[key] = value.DeepClone();
            else if (key == "protocol") names[key] = "TCP";
        }

        return $"k:{names.ToJsonString()}";
    }

    private static FieldSet Different(ResourceType type, FieldSet set, string name, JsonNode? before, JsonNode? after)
    {
        if (set.Children.IsEmpty) return JsonNode.DeepEquals(before, after) ? FieldSet.Empty : set;
        var result = before is null ? set with { Children = FieldSet.Empty.Children } : FieldSet.Empty;
        foreach (var (key, child) in set.Children)
        {
            var part = Different(type, child, key, Step(type, name, key, set, before), Step(type, name, key, set, after));
            if (!part.IsEmpty) result = result.With(key, part);
        }

        return result;
    }

    /// <summary>Follows one key of a field set into a value.</summary>
    public static JsonNode? Step(ResourceType type, string name, string key, FieldSet set, JsonNode? node)
    {
        if (key.StartsWith("f:", StringComparison.Ordinal)) return (node as JsonObject)?[key[2..]];
        if (node is not JsonArray list) return null;
        if (key.StartsWith("v:", StringComparison.Ordinal)) return list.FirstOrDefault(item => item?.ToJsonString() == key[2..]);
        var keys = ((JsonObject)JsonNode.Parse(key[2..])!).Select(part => part.Key).ToImmutableArray();
        return list.OfType<JsonObject>().FirstOrDefault(item => ItemKey(keys, item) == key);
    }
}
