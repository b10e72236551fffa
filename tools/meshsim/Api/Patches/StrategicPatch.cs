using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Kubernetes' strategic merge patch: like a merge patch, but keyed lists merge item by item.</summary>
internal static class StrategicPatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string Order = "$setElementOrder/";
    private const string DeleteValues = "$deleteFromPrimitiveList/";

    public static JsonObject Apply(JsonObject current, JsonObject patch, FieldSchema schema)
    {
        var result = current.Copy();
        Merge(result, patch, schema);
        return result;
    }

    private static void Merge(JsonObject target, JsonObject patch, FieldSchema? schema)
    {
        if (patch.Text(Directive) == "replace")
        {
            target.Clear();
            foreach (var (key, value) in patch)
            {
                if (key != Directive) target[key] = value?.DeepClone();
            }

            return;
        }

        if (patch[RetainKeys] is JsonArray retained) Retain(target, retained);
        foreach (var (key, value) in patch)
        {
            if (key.StartsWith(DeleteValues, StringComparison.Ordinal)) DeleteFromList(target, key[DeleteValues.Length..], value as JsonArray);
            else if (key.StartsWith(Order, StringComparison.Ordinal)) OrderAlone(target, patch, schema, key[Order.Length..], value as JsonArray);
            else if (key[0] != '$') MergeField(target, patch, schema?.Field(key), key, value);
        }
    }

    private static void MergeField(JsonObject target, JsonObject patch, FieldSchema? schema, string name, JsonNode? value)
    {
        switch (value)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject map when map.Text(Directive) == "delete":
                target.Remove(name);
                break;
            case JsonObject map:
                if (target[name] is not JsonObject inner) target[name] = inner = [];
                Merge(inner, map, schema);
                break;
            case JsonArray list when schema?.PatchKey is { } key:
                target[name] = StrategicList.Merge(target[name] as JsonArray ?? [], list, patch[Order + name] as JsonArray, key,
                    (old, item) => MergeItem(old, item, schema.Items));
                break;
            default:
                target[name] = value.DeepClone();
                break;
        }
    }

    private static JsonObject MergeItem(JsonObject? old, JsonObject item, FieldSchema? schema)
    {
        var merged = old?.Copy() ?? [];
        Merge(merged, item, schema);
        return merged;
    }

    /// <summary>An order without a list of its own only sorts what is there.</summary>
    private static void OrderAlone(JsonObject target, JsonObject patch, FieldSchema? schema, string name, JsonArray? order)
    {
        if (patch.ContainsKey(name) || target[name] is not JsonArray list || schema?.Field(name)?.PatchKey is not { } key) return;
        target[name] = StrategicList.Merge(list, [], order, key, (old, item) => old ?? item);
    }

    private static void DeleteFromList(JsonObject target, string name, JsonArray? values)
    {
        if (target[name] is not JsonArray list || values is null) return;
        foreach (var item in list.Where(item => values.Any(value => JsonNode.DeepEquals(value, item))).ToList()) list.Remove(item);
    }

    private static void Retain(JsonObject target, JsonArray retained)
    {
        var names = retained.Select(name => name?.ToString()).ToHashSet();
        foreach (var name in target.Select(field => field.Key).Where(name => !names.Contains(name)).ToList()) target.Remove(name);
    }
}
