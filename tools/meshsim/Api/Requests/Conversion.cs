using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Turns objects between the versions of their type; all but the autoscaler differ in nothing but the name.</summary>
internal static class Conversion
{
    /// <summary>An object in the version that a client asked for.</summary>
    public static JsonObject ToVersion(ResourceType type, JsonObject stored, string version)
    {
        if (version == type.Versions[0] || version.Length == 0) return stored;
        var converted = stored.Copy();
        converted["apiVersion"] = type.ApiVersionOf(version);
        if (type.Equals(BuiltInTypes.HorizontalPodAutoscalers)) AutoscalerVersions.ToFirst(converted);
        return converted;
    }

    /// <summary>An object in the version that it is stored in; the argument may be changed.</summary>
    public static JsonObject ToStored(ResourceType type, JsonObject value, string version)
    {
        if (version == type.Versions[0]) return value;
        value["apiVersion"] = type.ApiVersion;
        if (type.Equals(BuiltInTypes.HorizontalPodAutoscalers)) AutoscalerVersions.ToSecond(value);
        return value;
    }
}
