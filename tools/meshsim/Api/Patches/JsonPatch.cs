using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>JSON patch (RFC 6902).</summary>
internal static class JsonPatch
{
    /// <exception cref="ApiException">422 when an operation does not fit the object.</exception>
    public static JsonObject Apply(JsonObject current, JsonArray operations)
    {
        JsonNode? document = current.Copy();
        foreach (var operation in operations)
        {
            if (operation is not JsonObject step) throw ApiException.BadRequest("an operation of a JSON patch must be an object");
            document = Run(document, step);
        }

        return document as JsonObject ?? throw Unfit();
    }

    private static JsonNode? Run(JsonNode? document, JsonObject step)
    {
        var path = Pointer(step.Text("path"));
        switch (step.Text("op"))
        {
            case "add": return Add(document, path, step["value"]?.DeepClone());
            case "remove": return Remove(document, path);
            case "replace":
                Find(document, path);
                return path.Length == 0 ? step["value"]?.DeepClone() : Add(Remove(document, path), path, step["value"]?.DeepClone());
            case "move":
                var from = Pointer(step.Text("from"));
                var moved = Find(document, from)?.DeepClone();
                return Add(Remove(document, from), path, moved);
            case "copy": return Add(document, path, Find(document, Pointer(step.Text("from")))?.DeepClone());
            case "test": return JsonNode.DeepEquals(Find(document, path), step["value"]) ? document : throw Unfit();
            case var other: throw ApiException.BadRequest($"Unexpected kind: {other}");
        }
    }

    private static JsonNode? Add(JsonNode? document, string[] path, JsonNode? value)
    {
        if (path.Length == 0) return value;
        switch (Find(document, path[..^1]))
        {
            case JsonObject map: map[path[^1]] = value; return document;
            case JsonArray list when path[^1] == "-": list.Add(value); return document;
            case JsonArray list when Index(path[^1], list.Count) is { } at: list.Insert(at, value); return document;
            default: throw Unfit();
        }
    }

    private static JsonNode? Remove(JsonNode? document, string[] path)
    {
        if (path.Length == 0) return null;
        switch (Find(document, path[..^1]))
        {
            case JsonObject map when map.Remove(path[^1]): return document;
            case JsonArray list when Index(path[^1], list.Count - 1) is { } at: list.RemoveAt(at); return document;
            default: throw Unfit();
        }
    }

    private static JsonNode? Find(JsonNode? document, string[] path)
    {
        foreach (var part in path)
        {
            document = document switch
            {
                JsonObject map when map.TryGetPropertyValue(part, out var child) => child,
                JsonArray list when Index(part, list.Count - 1) is { } at => list[at],
                _ => throw Unfit(),
            };
        }

        return document;
    }

    private static int? Index(string text, int last) => int.TryParse(text, out var at) && at >= 0 && at <= last ? at : null;

    private static string[] Pointer(string? text)
    {
        if (text is null || (text.Length > 0 && text[0] != '/')) throw Unfit();
        return text.Length == 0 ? [] : [.. text[1..].Split('/').Select(part =>
            part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    private static ApiException Unfit() => new(422, "Invalid", "the server rejected our request due to an error in our request", []);
}
