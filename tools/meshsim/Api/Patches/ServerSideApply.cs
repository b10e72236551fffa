using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Server-side apply for one manager: finds conflicts, merges, takes out what the manager no longer applies.</summary>
internal sealed class ServerSideApply(ResourceType type, string manager, WriteScope scope, bool isForced, DateTimeOffset now)
{
    private string Subresource => scope == WriteScope.Status ? "status" : "";

    /// <summary>A new object, owned by the manager as far as it is applied.</summary>
    public JsonObject Begin(JsonObject configuration)
    {
        ManagedFields.Write(configuration, [Mine(ObjectFieldSet.Of(type, configuration), NewObject.Timestamp(now))]);
        return configuration;
    }

    /// <exception cref="ApiException">409 when another manager owns a field that would change.</exception>
    public JsonObject Merge(JsonObject live, JsonObject configuration)
    {
        var applied = ObjectFieldSet.Of(type, configuration);
        var entries = ManagedFields.Read(live);
        var mine = entries.Find(IsMine);
        var others = entries.Where(entry => !IsMine(entry)).ToList();
        var changed = ObjectFieldSet.Changed(type, live, configuration);
        var conflicts = others.Select(entry => (entry, fields: entry.Fields.Intersect(changed)))
            .Where(found => found.fields.Paths().Any()).ToList();
        if (conflicts.Count > 0 && !isForced) throw Refuse(live, conflicts);

        var merged = live.Copy();
        ApplyMerge.Into(SchemaCatalog.BuiltIn.Of(type), merged, configuration);
        var left = others.Select(entry => entry with { Fields = entry.Fields.Except(changed) }).Where(entry => !entry.Fields.IsEmpty).ToList();
        if (mine is not null)
        {
            var kept = left.Aggregate(applied, (set, entry) => set.Union(entry.Fields));
            ApplyMerge.Remove(merged, mine.Fields.Except(applied), kept);
        }

        var isSame = mine is not null && JsonNode.DeepEquals(mine.Fields.ToJson(), applied.ToJson()) && !applied.Intersect(changed).Paths().Any();
        ManagedFields.Write(merged, [Mine(applied, isSame ? mine!.Time : NewObject.Timestamp(now)), .. left]);
        if (configuration.Text("metadata", "resourceVersion") is { } version) merged.Put(version, "metadata", "resourceVersion");
        return merged;
    }

    private bool IsMine(ManagerEntry entry) => entry.Manager == manager && entry.Operation == "Apply" && entry.Subresource == Subresource;

    private ManagerEntry Mine(FieldSet fields, string time) => new(manager, "Apply", type.ApiVersion, Subresource, time, fields);

    private static ApiException Refuse(JsonObject live, List<(ManagerEntry Entry, FieldSet Fields)> conflicts)
    {
        var causes = conflicts.SelectMany(conflict => conflict.Fields.Paths().Select(path => (Who: Describe(conflict.Entry), path))).ToList();
        var text = conflicts.Count == 1 && causes.Count == 1
            ? $"conflict with {causes[0].Who}: {causes[0].path}"
            : string.Join("\n", causes.GroupBy(cause => cause.Who).Select(group =>
                $"conflicts with {group.Key}:\n{string.Join("\n", group.Select(cause => $"- {cause.path}"))}"));
        return new(409, "Conflict", $"Apply failed with {causes.Count} conflict{(causes.Count == 1 ? "" : "s")}: {text}", new JsonObject
        {
            ["name"] = live.Name(),
            ["causes"] = new JsonArray([.. causes.Select(cause => new JsonObject
            {
                ["reason"] = "FieldManagerConflict",
                ["message"] = $"conflict with {cause.Who}",
                ["field"] = cause.path,
            })]),
        });
    }

    private static string Describe(ManagerEntry entry) =>
        $"\"{entry.Manager}\"{(entry.Subresource.Length > 0 ? $" with subresource \"{entry.Subresource}\"" : "")} using {entry.ApiVersion}";
}
