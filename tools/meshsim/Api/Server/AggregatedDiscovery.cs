using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>The aggregated discovery document: all groups, versions and resources in one answer.</summary>
internal static class AggregatedDiscovery
{
    public static JsonObject Document(IEnumerable<ResourceType> types, string version) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. types.GroupBy(type => type.Group).Select(Group)]),
    };

    private static JsonObject Group(IGrouping<string, ResourceType> group)
    {
        var metadata = new JsonObject();
        if (group.Key.Length > 0) metadata["name"] = group.Key;
        var versions = group.SelectMany(type => type.Versions).Distinct();
        return new()
        {
            ["metadata"] = metadata,
            ["versions"] = new JsonArray([.. versions.Select(version => Version(group.Where(type => type.Versions.Contains(version)), version))]),
        };
    }

    private static JsonObject Version(IEnumerable<ResourceType> types, string version) => new()
    {
        ["version"] = version,
        ["resources"] = new JsonArray([.. types.OrderBy(type => type.Plural, StringComparer.Ordinal).Select(type => Resource(type, version))]),
        ["freshness"] = "Current",
    };

    private static JsonObject Resource(ResourceType type, string version)
    {
        var resource = new JsonObject
        {
            ["resource"] = type.Plural,
            ["responseKind"] = Kind(type.Group, version, type.Kind),
            ["scope"] = type.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = type.Singular,
            ["verbs"] = DiscoveryDocument.Strings(type.Verbs),
        };
        if (!type.ShortNames.IsEmpty) resource["shortNames"] = DiscoveryDocument.Strings(type.ShortNames);
        if (!type.Categories.IsEmpty) resource["categories"] = DiscoveryDocument.Strings(type.Categories);
        if (!type.Subresources.IsEmpty) resource["subresources"] = new JsonArray([.. type.Subresources.Select(name => Sub(type, version, name))]);
        return resource;
    }

    private static JsonObject Sub(ResourceType type, string version, string name)
    {
        var (kind, group, subVersion, verbs) = DiscoveryDocument.Subresource(type, name);
        return new()
        {
            ["subresource"] = name,
            ["responseKind"] = subVersion.Length > 0 ? Kind(group, subVersion, kind) : Kind(type.Group, version, kind),
            ["verbs"] = DiscoveryDocument.Strings(verbs),
        };
    }

    private static JsonObject Kind(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };
}
