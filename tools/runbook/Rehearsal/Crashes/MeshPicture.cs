using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>A mesh's state in a form that two meshes can be compared by: each mints roots of its own, which get names here.</summary>
internal static partial class MeshPicture
{
    /// <param name="initial">The state in which the mesh came up, whose roots are named first.</param>
    public static JsonNode Of(string initial, string state)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match root in Fingerprint().Matches(initial + state)) names.TryAdd(root.Value, $"root-{names.Count + 1}");
        var picture = JsonNode.Parse(Fingerprint().Replace(state, root => names[root.Value]))!;
        Sort(picture);
        return picture;
    }

    // Lists in the state are sets, sorted by what has just been renamed.
    private static void Sort(JsonNode? node)
    {
        if (node is JsonObject map)
            foreach (var (_, value) in map) Sort(value);
        if (node is not JsonArray list) return;
        var items = list.Select(item => item?.DeepClone()).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal).ToList();
        list.Clear();
        foreach (var item in items) list.Add(item);
    }

    // Whole, and as the short form that names a root.
    [GeneratedRegex("\\b[0-9a-f]{64}\\b|(?<=:)[0-9a-f]{8}\\b")]
    private static partial Regex Fingerprint();
}
