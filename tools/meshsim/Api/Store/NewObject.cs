using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Gives a new object what only the server may give: uid, creation time, generation, a generated name.</summary>
internal static class NewObject
{
    private const string NameAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    public static JsonObject Prepare(ResourceType type, JsonObject draft, WriteOptions options, TimeProvider clock)
    {
        draft["apiVersion"] = type.ApiVersion;
        draft["kind"] = type.Kind;
        if (draft["metadata"] is not JsonObject metadata) draft["metadata"] = metadata = [];
        if (!type.Namespaced) metadata.Remove("namespace");
        else if (draft.Namespace().Length == 0) metadata["namespace"] = "default";
        if (draft.Name().Length == 0 && metadata["generateName"] is { } prefix) metadata["name"] = prefix + Suffix();
        foreach (var field in (ReadOnlySpan<string>)["deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion", "selfLink", "generation"])
        {
            metadata.Remove(field);
        }

        if (!options.FieldsRecorded) metadata.Remove("managedFields");
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Timestamp(clock.GetUtcNow());
        if (type.CountsGenerations) metadata["generation"] = 1;
        if (type.HasStatus && options.Scope != WriteScope.Everything) draft.Remove("status");
        return draft;
    }

    /// <summary>A time as Kubernetes writes it: RFC 3339, whole seconds, UTC.</summary>
    public static string Timestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Suffix() => RandomNumberGenerator.GetString(NameAlphabet, 5);
}
