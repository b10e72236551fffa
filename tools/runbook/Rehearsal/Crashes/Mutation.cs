using System.Text.Json;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>A change that a client made in the mesh: a call to the API of a cluster that did change something.</summary>
/// <param name="What">Cluster, verb and object; what a controller has named by chance is named alike.</param>
internal sealed record Mutation(string What, DateTimeOffset Time)
{
    /// <summary>Those among the API calls of a mesh that changed something, in order.</summary>
    public static IReadOnlyList<Mutation> Read(string json)
    {
        using var calls = JsonDocument.Parse(json);
        return [.. calls.RootElement.EnumerateArray().Where(call => IsApplied(call.GetProperty("entry"))).Select(Of)];
    }

    /// <summary>All of those calls but dry runs, in order, also those that changed nothing or were refused.</summary>
    public static IReadOnlyList<string> Attempts(string json)
    {
        using var calls = JsonDocument.Parse(json);
        return [.. calls.RootElement.EnumerateArray().Where(call => !call.GetProperty("entry").GetProperty("dryRun").GetBoolean()).Select(call => Of(call).What)];
    }

    private static bool IsApplied(JsonElement entry) =>
        entry.GetProperty("changed").GetBoolean() && !entry.GetProperty("dryRun").GetBoolean() && entry.GetProperty("code").GetInt32() is >= 200 and < 300;

    private static Mutation Of(JsonElement call)
    {
        var entry = call.GetProperty("entry");
        string Text(string name) => entry.GetProperty(name).GetString() ?? "";
        var (resource, part, place, name) = (Text("resource"), Text("subresource"), Text("namespace"), Text("name"));
        if (resource == "pods") name = ChanceNames.Hide(name);
        var what = $"{Text("verb")} {(part.Length > 0 ? $"{resource}/{part}" : resource)} {(place.Length > 0 ? $"{place}/{name}" : name)}";
        return new($"{call.GetProperty("cluster").GetString()}: {what}", entry.GetProperty("time").GetDateTimeOffset());
    }
}
