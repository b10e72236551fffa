using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Rehearsal;

/// <summary>Where two states of a mesh differ, for people.</summary>
internal static class Differences
{
    private const int Most = 20;

    /// <summary>A line for each of the first differences below one that says how many there are; nothing where the states are equal.</summary>
    public static IReadOnlyList<string> Say(string problem, JsonNode? before, JsonNode? after)
    {
        var differences = Compare(before, after, "").ToList();
        return differences.Count == 0
            ? []
            : [$"{problem}; {Words.Count(differences.Count, "difference")}:", .. differences.Take(Most).Select(line => $"  {line.Path}: {line.Before} -> {line.After}")];
    }

    private static IEnumerable<(string Path, string Before, string After)> Compare(JsonNode? before, JsonNode? after, string path)
    {
        if (before is JsonObject one && after is JsonObject other)
            return one.Select(entry => entry.Key).Union(other.Select(entry => entry.Key)).Order(StringComparer.Ordinal)
                .SelectMany(key => Compare(one[key], other[key], path.Length == 0 ? key : $"{path}.{key}"));
        if (before is JsonArray ones && after is JsonArray others && ones.Count == others.Count)
            return ones.Zip(others).SelectMany((pair, index) => Compare(pair.First, pair.Second, $"{path}[{index}]"));
        return JsonNode.DeepEquals(before, after) ? [] : [(path, Short(before), Short(after))];
    }

    private static string Short(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "absent";
        return text.Length <= 160 ? text : text[..160] + "…";
    }
}
