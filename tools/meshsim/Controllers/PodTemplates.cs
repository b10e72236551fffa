using System.Text;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Makes pods from the templates of workloads.</summary>
internal static class PodTemplates
{
    public const string HashLabel = "pod-template-hash";
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>Whether two templates mean the same: clients add and leave out empty fields as they like.</summary>
    public static bool Same(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(Normal(one), Normal(other));

    /// <summary>A short name for a template, the same for equal templates.</summary>
    public static string Hash(JsonNode? template)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(Normal(template)?.ToJsonString() ?? "")) hash = (hash ^ b) * 1099511628211UL;
        Span<char> name = stackalloc char[10];
        foreach (ref var letter in name)
        {
            letter = Alphabet[(int)(hash % (ulong)Alphabet.Length)];
            hash /= (ulong)Alphabet.Length;
        }

        return name.ToString();
    }

    public static JsonObject OwnerReference(JsonObject owner, ResourceType type) => new()
    {
        ["apiVersion"] = type.ApiVersion,
        ["kind"] = type.Kind,
        ["name"] = owner.Name(),
        ["uid"] = owner.Uid(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    /// <summary>A pod as the template says; <paramref name="name"/> ends with a dash for a generated name.</summary>
    public static JsonObject MakePod(JsonObject owner, ResourceType type, JsonObject template, string name)
    {
        var metadata = (JsonObject?)template["metadata"]?.DeepClone() ?? [];
        metadata.Remove("creationTimestamp");
        metadata.Remove("name");
        metadata[name.EndsWith('-') ? "generateName" : "name"] = name;
        metadata["namespace"] = owner.Namespace();
        metadata["ownerReferences"] = new JsonArray(OwnerReference(owner, type));
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata,
            ["spec"] = template["spec"]?.DeepClone() ?? new JsonObject(),
        };
    }

    private static JsonNode? Normal(JsonNode? node) => node switch
    {
        JsonObject map when map.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => new KeyValuePair<string, JsonNode?>(field.Key, Normal(field.Value)))
            .Where(field => field.Value is not null).ToArray() is { Length: > 0 } fields => new JsonObject(fields),
        JsonObject => null,
        JsonArray { Count: 0 } => null,
        JsonArray list => new JsonArray([.. list.Select(Normal)]),
        _ => node?.DeepClone(),
    };

    public static bool IsReady(JsonObject pod) => !pod.IsBeingDeleted()
        && pod.Objects("status", "conditions").Any(c => c.Text("type") == "Ready" && c.Text("status") == "True");

    public static bool IsActive(JsonObject pod) => !pod.IsBeingDeleted() && pod.Text("status", "phase") is not ("Succeeded" or "Failed");

    public static JsonObject Template(JsonObject workload) => workload.At("spec", "template") as JsonObject ?? [];
}
