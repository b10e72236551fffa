using System.Text.Json;

namespace MeshRunbook.Mesh.Cluster;

/// <summary>Reads JSON of which nothing is certain: what is absent, null or of another type reads as nothing.</summary>
internal static class Json
{
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static JsonElement At(this JsonElement element, string first, string second) => element.At(first).At(second);

    public static string? Text(this JsonElement element, string name) => element.At(name).AsText();

    public static string? AsText(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    public static long? Integer(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    public static int Count(this JsonElement element, string name, int absent = 0) =>
        (int)Math.Clamp(element.Integer(name) ?? absent, 0, int.MaxValue);

    public static bool Flag(this JsonElement element, string name) => element.At(name).ValueKind == JsonValueKind.True;

    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.At(name).Items();

    public static IEnumerable<string> Texts(this JsonElement element, string name) =>
        element.Items(name).Select(AsText).OfType<string>();

    /// <summary>A map of texts such as labels; empty where there is none.</summary>
    public static IReadOnlyDictionary<string, string> Map(this JsonElement element, string name)
    {
        var map = element.At(name);
        if (map.ValueKind != JsonValueKind.Object) return Empty;
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.EnumerateObject())
            if (entry.Value.AsText() is { } text) result[entry.Name] = text;
        return result;
    }

    private static readonly Dictionary<string, string> Empty = [];
}
