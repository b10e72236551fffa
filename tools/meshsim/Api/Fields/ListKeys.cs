using System.Collections.Immutable;

namespace MeshSim.Api;

/// <summary>
/// Which lists of the built-in types are maps or sets, and by which keys their items are told apart; every other list is
/// replaced as a whole. From the Kubernetes API's patch merge keys and list types.
/// </summary>
internal static class ListKeys
{
    /// <summary>The one key of a list whose items are plain values.</summary>
    public static ImmutableArray<string> Set { get; } = [""];

    private static readonly ImmutableArray<string> ByName = ["name"];

    private static readonly Dictionary<(string Parent, string Field), ListKey> Known = new()
    {
        [("metadata", "ownerReferences")] = new("uid"),
        [("metadata", "finalizers")] = new(""),
        [("spec", "containers")] = new("name"),
        [("spec", "initContainers")] = new("name"),
        [("spec", "ephemeralContainers")] = new("name"),
        [("spec", "volumes")] = new("name", "name") { Retains = true },
        [("spec", "imagePullSecrets")] = new("name"),
        [("spec", "hostAliases")] = new("ip"),
        [("spec", "topologySpreadConstraints")] = new("topologyKey", "topologyKey", "whenUnsatisfiable"),
        [("spec", "resourceClaims")] = new("name"),
        [("spec", "readinessGates")] = new(null),
        [("spec", "ports")] = new("port", "port", "protocol"),
        [("containers", "ports")] = new("containerPort", "containerPort", "protocol"),
        [("initContainers", "ports")] = new("containerPort", "containerPort", "protocol"),
        [("containers", "env")] = new("name"),
        [("initContainers", "env")] = new("name"),
        [("containers", "volumeMounts")] = new("mountPath"),
        [("initContainers", "volumeMounts")] = new("mountPath"),
        [("containers", "volumeDevices")] = new("devicePath"),
        [("initContainers", "volumeDevices")] = new("devicePath"),
        [("status", "conditions")] = new("type"),
        [("status", "podIPs")] = new("ip"),
        [("status", "hostIPs")] = new("ip"),
        [("status", "addresses")] = new("type"),
        [("", "secrets")] = new("name"),
        [("", "imagePullSecrets")] = new("name"),
        [("", "webhooks")] = new("name"),
    };

    /// <summary>The keys by which server-side apply tells the items of a list apart; default when the list is one value.</summary>
    public static ImmutableArray<string> ForApply(ResourceType type, string parent, string field) =>
        type.Custom is null || parent == "metadata" ? Known.GetValueOrDefault((parent, field))?.Apply ?? default : default;

    /// <summary>The key by which a strategic merge patch tells the items of a list apart; null when it replaces the list.</summary>
    public static string? ForPatch(string parent, string field) => Known.GetValueOrDefault((parent, field))?.Patch;

    private sealed record ListKey(string? Patch, params ImmutableArray<string> ApplyKeys)
    {
        public bool Retains { get; init; }

        public ImmutableArray<string> Apply =>
            !ApplyKeys.IsEmpty ? ApplyKeys : Patch is null ? default : Patch == "name" ? ByName : [Patch];
    }
}
