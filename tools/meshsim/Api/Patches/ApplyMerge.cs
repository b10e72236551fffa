using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>The two moves of server-side apply: laying a configuration over an object, and taking fields out of it.</summary>
internal static class ApplyMerge
{
    public static void Into(FieldSchema schema, JsonObject target, JsonObject configuration) => Merge(schema, target, configuration);

    /// <summary>Takes out a set of fields, but none that are to be kept; an item whose identity goes takes all of itself along.</summary>
    public static void Remove(JsonNode target, FieldSet fields, FieldSet kept)
    {
        foreach (var (key, child) in fields.Children)
        {
            var keptBelow = kept.Children.GetValueOrDefault(key) ?? FieldSet.Empty;
            var value = ObjectFieldSet.Step(key, target);
            if (value is null && !HasKey(target, key)) continue;
            if (child.Owned && keptBelow.IsEmpty) Take(target, key, value);
            else if (value is not null) Remove(value, child, keptBelow);
        }
    }

    private static bool HasKey(JsonNode target, string key) =>
        target is JsonObject map && key.StartsWith("f:", StringComparison.Ordinal) && map.ContainsKey(key[2..]);

    private static void Take(JsonNode target, string key, JsonNode? value)
    {
        if (target is JsonObject map) map.Remove(key[2..]);
        else if (target is JsonArray list) list.Remove(value);
    }

    private static void Merge(FieldSchema? schema, JsonObject target, JsonObject configuration)
    {
        foreach (var (name, value) in configuration)
        {
            var field = schema?.Field(name);
            switch (value)
            {
                case JsonObject map when field?.IsAtomic != true && target[name] is JsonObject inner:
                    Merge(field, inner, map);
                    break;
                case JsonArray list when target[name] is JsonArray current && field?.Keys.IsDefault == false:
                    MergeList(field, current, list);
                    break;
                default:
                    target[name] = value?.DeepClone();
                    break;
            }
        }
    }

    private static void MergeList(FieldSchema schema, JsonArray current, JsonArray list)
    {
        foreach (var item in list)
        {
            if (item is not JsonObject map)
            {
                if (!current.Any(old => JsonNode.DeepEquals(old, item))) current.Add(item?.DeepClone());
                continue;
            }

            var id = ObjectFieldSet.ItemKey(schema.Keys, map);
            if (current.OfType<JsonObject>().FirstOrDefault(old => ObjectFieldSet.ItemKey(schema.Keys, old) == id) is { } existing) Merge(schema.Items, existing, map);
            else current.Add(map.DeepClone());
        }
    }
}
