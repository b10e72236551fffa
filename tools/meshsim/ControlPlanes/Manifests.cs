using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.ControlPlanes;

/// <summary>The manifests that come with the program; <c>@NAME@</c> in them is a value to put in.</summary>
internal static class Manifests
{
    public static string Text(string name, params (string Name, string Value)[] values)
    {
        using var stream = typeof(Manifests).Assembly.GetManifestResourceStream($"Manifests.{name}.yaml")!;
        using var reader = new StreamReader(stream);
        return values.Aggregate(reader.ReadToEnd(), (text, value) => text.Replace($"@{value.Name}@", value.Value, StringComparison.Ordinal));
    }

    public static IReadOnlyList<JsonObject> Objects(string name, params (string Name, string Value)[] values) =>
        [.. YamlText.Documents(Text(name, values)).OfType<JsonObject>()];
}
