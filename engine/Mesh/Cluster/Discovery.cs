using System.Text.Json;

namespace MeshRunbook.Mesh.Cluster;

/// <summary>Finds kinds by asking the cluster, as kubectl does: group by group, the preferred version of each.</summary>
internal static class Discovery
{
    /// <summary>The kind that has this name, or null where the cluster serves none.</summary>
    /// <param name="name">As kubectl takes it: <c>kind</c>, <c>kind.group</c> or <c>kind.version.group</c>.</param>
    public static async Task<ResourceKind?> FindAsync(KubernetesCluster cluster, string name, CancellationToken cancellation)
    {
        var wanted = name.ToLowerInvariant();
        using var groups = await cluster.GetAsync("/apis", "list API groups", cancellation);
        if (groups is null) return null;
        foreach (var group in groups.RootElement.Items("groups"))
        {
            var groupName = group.Text("name");
            if (groupName is null || !MayBeIn(wanted, groupName)) continue;
            foreach (var version in VersionsOf(group))
            {
                using var list = await cluster.GetAsync($"/apis/{groupName}/{version}", $"list the kinds of {groupName}", cancellation);
                if (list is null) continue;
                foreach (var resource in list.RootElement.Items("resources"))
                    if (Read(resource, groupName, version) is { } kind && Names(resource, kind).Contains(wanted)) return kind;
            }
        }

        return null;
    }

    /// <summary>A name without a dot may be in any group; one with dots only in the group that it names.</summary>
    private static bool MayBeIn(string wanted, string group) =>
        !wanted.Contains('.', StringComparison.Ordinal) || wanted.EndsWith("." + group, StringComparison.Ordinal);

    private static IEnumerable<string> VersionsOf(JsonElement group)
    {
        var preferred = group.At("preferredVersion").Text("version");
        var all = group.Items("versions").Select(version => version.Text("version")).OfType<string>();
        return preferred is null ? all : all.Where(version => version != preferred).Prepend(preferred);
    }

    private static ResourceKind? Read(JsonElement resource, string group, string version)
    {
        var plural = resource.Text("name");
        if (plural is null || plural.Contains('/', StringComparison.Ordinal)) return null;
        var singular = resource.Text("singularName") is { Length: > 0 } given ? given : resource.Text("kind")?.ToLowerInvariant();
        return new(group, version, plural, singular ?? plural, resource.Flag("namespaced"));
    }

    private static IEnumerable<string> Names(JsonElement resource, ResourceKind kind)
    {
        string[] names = [kind.Plural, kind.Singular, resource.Text("kind")?.ToLowerInvariant() ?? "", .. resource.Texts("shortNames")];
        return names.SelectMany(name => new[] { name, $"{name}.{kind.Group}", $"{name}.{kind.Version}.{kind.Group}" });
    }
}
