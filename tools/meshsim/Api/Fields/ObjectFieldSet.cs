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

    private static readonly string[] Structs = ["metadata", "spec", "status", "template", "strategy", "updateStrategy", "jobTemplate"];

    /// <summary>Every field of an object except those that belong to the server.</summary>
    public static FieldSet Of(ResourceType type, JsonObject value)
    {
        var schema = SchemaCatalog.BuiltIn.Of(type);
        var set = FieldSet.Empty;
        foreach (var (key, field) in value)
        {
            if (key is "apiVersion" or "kind") continue;
            if (key == "metadata") set = set.With("f:metadata", Metadata((JsonObject)field!));
            else set = set.With($"f:{key}", OfNode(schema.Field(key), key, field));
        }

        return set;
    }

    /// <summary>The fields of <paramref name="after"/> that are new or have another value than before.</summary>
    public static FieldSet Changed(ResourceType type, JsonObject before, JsonObject after) => Different(Of(type, after), before, after);

    /// <summary>Follows one key of a field set into a value.</summary>
    public static JsonNode? Step(string key, JsonNode? node)
    {
        if (key.StartsWith("f:", StringComparison.Ordinal)) return (node as JsonObject)?[key[2..]];
        if (node is not JsonArray list) return null;
        if (key.StartsWith("v:", StringComparison.Ordinal)) return list.FirstOrDefault(item => item?.ToJsonString() == key[2..]);
        var keys = ((JsonObject)JsonNode.Parse(key[2..])!).Select(part => part.Key).ToImmutableArray();
        return list.OfType<JsonObject>().FirstOrDefault(item => ItemKey(keys, item) == key);
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

    private static FieldSet Metadata(JsonObject metadata)
    {
        var set = FieldSet.Empty;
        foreach (var (key, field) in metadata)
        {
            if (!ServerMetadata.Contains(key)) set = set.With($"f:{key}", OfNode(SchemaCatalog.BuiltIn.Metadata.Field(key), key, field));
        }

        return set;
    }

    private static FieldSet OfNode(FieldSchema? schema, string name, JsonNode? node) => node switch
    {
        _ when schema?.IsAtomic == true => FieldSet.Leaf,
        JsonObject map when map.Count > 0 => OfObject(schema, map) with { Owned = !Structs.Contains(name) },
        JsonArray list when schema?.Keys.IsDefault == false => OfList(schema, list),
        _ => FieldSet.Leaf,
    };

    private static FieldSet OfObject(FieldSchema? schema, JsonObject map)
    {
        var set = FieldSet.Leaf;
        foreach (var (key, field) in map) set = set.With($"f:{key}", OfNode(schema?.Field(key), key, field));
        return set;
    }

    private static FieldSet OfList(FieldSchema schema, JsonArray list)
    {
        var set = FieldSet.Leaf;
        foreach (var item in list)
        {
            if (item is JsonObject map) set = set.With(ItemKey(schema.Keys, map), OfObject(schema.Items, map));
            else set = set.With($"v:{item?.ToJsonString()}", FieldSet.Leaf);
        }

        return set;
    }

    private static FieldSet Different(FieldSet set, JsonNode? before, JsonNode? after)
    {
        if (set.Children.IsEmpty) return JsonNode.DeepEquals(before, after) ? FieldSet.Empty : set;
        var result = before is null ? set with { Children = FieldSet.Empty.Children } : FieldSet.Empty;
        foreach (var (key, child) in set.Children) result = result.With(key, Different(child, Step(key, before), Step(key, after)));
        return result;
    }
}
