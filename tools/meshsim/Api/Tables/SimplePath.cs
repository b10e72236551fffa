using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>The part of JSONPath that printer columns use: fields, indexes, <c>[*]</c>, and filters <c>[?(@.type=="Ready")]</c>.</summary>
internal static class SimplePath
{
    public static IEnumerable<JsonNode?> Find(JsonObject value, string path)
    {
        IEnumerable<JsonNode?> found = [value];
        foreach (var step in Steps(path)) found = found.SelectMany(node => Follow(node, step)).ToList();
        return found;
    }

    private static IEnumerable<string> Steps(string path)
    {
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '.') at++;
            else if (path[at] == '[')
            {
                var end = path.IndexOf(']', at);
                if (end < 0) yield break;
                yield return path[at..(end + 1)];
                at = end + 1;
            }
            else
            {
                var start = at;
                while (at < path.Length && path[at] is not ('.' or '['))
                {
                    at += path[at] == '\\' ? 2 : 1;
                }

                yield return path[start..Math.Min(at, path.Length)].Replace("\\", "", StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<JsonNode?> Follow(JsonNode? node, string step)
    {
        if (step[0] != '[') return node is JsonObject map && map.TryGetPropertyValue(step, out var child) ? [child] : [];
        var inner = step[1..^1];
        if (inner.Length > 1 && inner[0] is '\'' or '"') return Follow(node, inner[1..^1]);
        if (node is not JsonArray list) return [];
        if (inner == "*") return list;
        if (int.TryParse(inner, out var index)) return index >= 0 && index < list.Count ? [list[index]] : [];
        return inner.StartsWith("?(@.", StringComparison.Ordinal) ? list.Where(item => Holds(item, inner[4..].TrimEnd(')'))) : [];
    }

    private static bool Holds(JsonNode? item, string condition)
    {
        var parts = condition.Split("==", 2);
        return parts.Length == 2 && item is JsonObject map && map.At(parts[0].Trim().Split('.'))?.ToString() == parts[1].Trim().Trim('"', '\'');
    }
}
