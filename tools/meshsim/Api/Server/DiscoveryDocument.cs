using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>The classic discovery documents.</summary>
internal static class DiscoveryDocument
{
    public static JsonObject Paths(IEnumerable<ResourceType> types) => new()
    {
        ["paths"] = Strings(["/api", "/api/v1", "/apis", .. GroupVersions(types).Select(version => $"/apis/{version}"), "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"]),
    };

    public static JsonObject CoreVersions(string address) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = Strings(["v1"]),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = address }),
    };

    public static JsonObject Groups(IEnumerable<ResourceType> types) => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. types.Where(type => type.Group.Length > 0).GroupBy(type => type.Group)
            .Select(group => GroupEntry(group.Key, group))]),
    };

    public static JsonObject Group(IEnumerable<ResourceType> types, string group)
    {
        var document = new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" };
        foreach (var (name, value) in GroupEntry(group, types.Where(type => type.Group == group))) document[name] = value?.DeepClone();
        return document;
    }

    public static JsonObject Resources(IEnumerable<ResourceType> types, string group, string version) => new()
    {
        ["kind"] = "APIResourceList",
        ["apiVersion"] = "v1",
        ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
        ["resources"] = new JsonArray([.. types.OrderBy(type => type.Plural, StringComparer.Ordinal).SelectMany(Entries)]),
    };

    /// <summary>What a subresource reads and writes: its kind, its group and version where they differ, its verbs.</summary>
    public static (string Kind, string Group, string Version, string[] Verbs) Subresource(ResourceType type, string name) => name switch
    {
        "scale" => ("Scale", "autoscaling", "v1", ["get", "patch", "update"]),
        "eviction" => ("Eviction", "policy", "v1", ["create"]),
        "binding" => ("Binding", "", "", ["create"]),
        "log" => (type.Kind, "", "", ["get"]),
        "finalize" => (type.Kind, "", "", ["update"]),
        _ => (type.Kind, "", "", ["get", "patch", "update"]),
    };

    public static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    private static IEnumerable<string> GroupVersions(IEnumerable<ResourceType> types) => types.Where(type => type.Group.Length > 0)
        .SelectMany(type => type.Versions.Select(type.ApiVersionOf)).Distinct().Order(StringComparer.Ordinal);

    private static JsonObject GroupEntry(string group, IEnumerable<ResourceType> types)
    {
        var versions = types.SelectMany(type => type.Versions).Distinct()
            .Select(version => new JsonObject { ["groupVersion"] = $"{group}/{version}", ["version"] = version }).ToList();
        return new()
        {
            ["name"] = group,
            ["versions"] = new JsonArray([.. versions]),
            ["preferredVersion"] = versions[0].DeepClone(),
        };
    }

    private static IEnumerable<JsonObject> Entries(ResourceType type)
    {
        var entry = new JsonObject
        {
            ["name"] = type.Plural,
            ["singularName"] = type.Singular,
            ["namespaced"] = type.Namespaced,
            ["kind"] = type.Kind,
            ["verbs"] = Strings(type.Verbs),
        };
        if (!type.ShortNames.IsEmpty) entry["shortNames"] = Strings(type.ShortNames);
        if (!type.Categories.IsEmpty) entry["categories"] = Strings(type.Categories);
        yield return entry;
        foreach (var name in type.Subresources)
        {
            var (kind, group, version, verbs) = Subresource(type, name);
            var sub = new JsonObject { ["name"] = $"{type.Plural}/{name}", ["singularName"] = "", ["namespaced"] = type.Namespaced };
            if (version.Length > 0) (sub["group"], sub["version"]) = (group, version);
            sub["kind"] = kind;
            sub["verbs"] = Strings(verbs);
            yield return sub;
        }
    }
}
