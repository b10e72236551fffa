using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>The two moves of server-side apply: laying a configuration over an object, and taking fields out of it.</summary>
internal static class ApplyMerge
{
    public static void Into(ResourceType type, JsonObject target, JsonObject configuration) => Merge(type, target, configuration, "");

    /// <summary>Takes out a set of fields, but none that are to be kept; an item whose identity goes takes all of itself along.</summary>
    public static void Remove(ResourceType type, JsonNode target, FieldSet fields, FieldSet kept)
    {
        foreach (var (key, child) in fields.Children)
        {
            var keptBelow = kept.Children.GetValueOrDefault(key) ?? FieldSet.Empty;
            var value = ObjectFieldSet.Step(type, "", key, fields, target);
            if (value is null && !HasKey(target, key)) continue;
            if (child.Owned && keptBelow.IsEmpty) Take(target, key, value);
            else if (value is not null) Remove(type, value, child, keptBelow);
        }
    }

    private static bool HasKey(JsonNode target, string key) =>
        target is JsonObject map && key.StartsWith("f:", StringComparison.Ordinal) && map.ContainsKey(key[2..]);

    private static void Take(JsonNode target, string key, JsonNode? value)
    {
        if (target is JsonObject map) map.Remove(key[2..]);
        else if (target is JsonArray list) list.Remove(value);
    }

    private static void Merge(ResourceType type, JsonObject target, JsonObject configuration, string parent)
    {
        foreach (var (name, value) in configuration)
        {
            switch (value)
            {
                case JsonObject map when target[name] is JsonObject inner:
                    Merge(type, inner, map, name);
                    break;
                case JsonArray list when target[name] is JsonArray current && ListKeys.ForApply(type, parent, name) is { IsDefault: false } keys:
                    MergeList(type, current, list, keys, name);
                    break;
                default:
                    target[name] = value?.DeepClone();
                    break;
            }
        }
    }

    private static void MergeList(ResourceType type, JsonArray current, JsonArray list, ImmutableArray<string> keys, string name)
    {
        foreach (var item in list)
        {
            if (item is not JsonObject map)
            {
                if (!current.Any(old => JsonNode.DeepEquals(old, item))) current.Add(item?.DeepClone());
                continue;
            }

            var id = ObjectFieldSet.ItemKey(keys, map);
            if (current.OfType<JsonObject>().FirstOrDefault(old => ObjectFieldSet.ItemKey(keys, old) == id) is { } existing) Merge(type, existing, map, name);
            else current.Add(map.DeepClone());
        }
    }
}
