using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>JSON merge patch (RFC 7386): objects merge, null removes, everything else replaces.</summary>
internal static class MergePatch
{
    public static JsonObject Apply(JsonObject current, JsonObject patch)
    {
        var result = current.Copy();
        Merge(result, patch);
        return result;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null) target.Remove(name);
            else if (value is JsonObject map)
            {
                if (target[name] is not JsonObject inner) target[name] = inner = [];
                Merge(inner, map);
            }
            else target[name] = value.DeepClone();
        }
    }
}
