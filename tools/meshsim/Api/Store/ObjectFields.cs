using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Reads and writes the fields of Kubernetes objects by path.</summary>
public static class ObjectFields
{
    public static string Name(this JsonObject value) => value.Text("metadata", "name") ?? "";
    public static string Namespace(this JsonObject value) => value.Text("metadata", "namespace") ?? "";
    public static string Uid(this JsonObject value) => value.Text("metadata", "uid") ?? "";
    public static string Kind(this JsonObject value) => value.Text("kind") ?? "";
    public static string ApiVersion(this JsonObject value) => value.Text("apiVersion") ?? "";
    public static long Generation(this JsonObject value) => value.Number("metadata", "generation") ?? 0;
    public static ObjectKey Key(this JsonObject value) => new(value.Namespace(), value.Name());
    public static bool IsBeingDeleted(this JsonObject value) => value.At("metadata", "deletionTimestamp") is not null;
    public static string? Label(this JsonObject value, string key) => value.Text("metadata", "labels", key);
    public static string? Annotation(this JsonObject value, string key) => value.Text("metadata", "annotations", key);
    public static ImmutableSortedDictionary<string, string> Labels(this JsonObject value) => value.Map("metadata", "labels");
    public static IEnumerable<JsonObject> OwnerReferences(this JsonObject value) => value.Objects("metadata", "ownerReferences");

    /// <summary>The uid of the owner that controls this object, or null.</summary>
    public static string? ControllerUid(this JsonObject value) =>
        value.OwnerReferences().FirstOrDefault(owner => owner.Flag("controller"))?.Text("uid");

    /// <summary>The object's version as a number; 0 when it has none.</summary>
    public static long ResourceVersion(this JsonObject value) =>
        long.TryParse(value.Text("metadata", "resourceVersion"), out var version) ? version : 0;

    /// <summary>The value at a path of object keys, or null when any part is missing.</summary>
    public static JsonNode? At(this JsonObject value, params ReadOnlySpan<string> path)
    {
        JsonNode? node = value;
        foreach (var part in path)
        {
            if (node is not JsonObject parent || !parent.TryGetPropertyValue(part, out node)) return null;
        }

        return node;
    }

    /// <summary>The string at a path; null when it is missing or something else.</summary>
    public static string? Text(this JsonObject value, params ReadOnlySpan<string> path) =>
        value.At(path) is JsonValue found && found.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The whole number at a path; null when it is missing or something else.</summary>
    public static long? Number(this JsonObject value, params ReadOnlySpan<string> path)
    {
        if (value.At(path) is not JsonValue found) return null;
        if (found.TryGetValue<long>(out var number)) return number;
        if (found.TryGetValue<int>(out var small)) return small;
        return found.GetValueKind() == JsonValueKind.Number && found.TryGetValue<double>(out var real) ? (long)real : null;
    }

    /// <summary>Whether the value at a path is true.</summary>
    public static bool Flag(this JsonObject value, params ReadOnlySpan<string> path) =>
        value.At(path) is JsonValue found && found.GetValueKind() == JsonValueKind.True;

    /// <summary>The objects of the array at a path; empty when it is missing.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonObject value, params ReadOnlySpan<string> path) =>
        value.At(path) is JsonArray array ? array.OfType<JsonObject>() : [];

    /// <summary>The strings of the array at a path; empty when it is missing.</summary>
    public static IEnumerable<string> Texts(this JsonObject value, params ReadOnlySpan<string> path) =>
        value.At(path) is JsonArray array ? array.OfType<JsonValue>().Select(item => item.ToString()) : [];

    /// <summary>The string entries of the object at a path; empty when it is missing.</summary>
    public static ImmutableSortedDictionary<string, string> Map(this JsonObject value, params ReadOnlySpan<string> path) =>
        value.At(path) is JsonObject map
            ? map.Where(entry => entry.Value is JsonValue)
                .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value!.ToString(), StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Sets the value at a path, making the objects above it as needed; returns the object itself.</summary>
    public static JsonObject Put(this JsonObject value, JsonNode? item, params ReadOnlySpan<string> path)
    {
        var parent = value;
        foreach (var part in path[..^1])
        {
            if (parent[part] is not JsonObject child) parent[part] = child = [];
            parent = child;
        }

        parent[path[^1]] = item;
        return value;
    }

    /// <summary>Takes out the value at a path, if it is there; returns the object itself.</summary>
    public static JsonObject Drop(this JsonObject value, params ReadOnlySpan<string> path)
    {
        if ((path.Length == 1 ? value : value.At(path[..^1])) is JsonObject parent) parent.Remove(path[^1]);
        return value;
    }

    /// <summary>An independent copy that may be changed.</summary>
    public static JsonObject Copy(this JsonObject value) => (JsonObject)value.DeepClone();
}
