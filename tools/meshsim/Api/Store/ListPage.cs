using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>One page of a list: all pages show the objects as they were at the first one's version.</summary>
/// <param name="Continue">The token that asks for the next page; empty on the last one.</param>
/// <param name="Remaining">How many objects follow; null when selectors make that unknown.</param>
public sealed record ListPage(ObjectList List, string Continue, int? Remaining)
{
    /// <summary>The list's <c>metadata</c>.</summary>
    public JsonObject Metadata()
    {
        var metadata = new JsonObject { ["resourceVersion"] = List.Version.ToString() };
        if (Continue.Length > 0) metadata["continue"] = Continue;
        if (Remaining > 0) metadata["remainingItemCount"] = Remaining;
        return metadata;
    }
}
