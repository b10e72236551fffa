using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Compares an object with its schema: takes out nulls and unknown fields, and notes those and wrong types.</summary>
internal sealed class SchemaCheck
{
    public List<string> Unknown { get; } = [];
    public List<(string Path, FieldSchema Schema, JsonNode Value)> Mistyped { get; } = [];
    public List<(string Path, FieldSchema Schema, JsonNode Value)> Disallowed { get; } = [];
    public List<string> Missing { get; } = [];

    /// <summary>Checks an object and cleans it in place.</summary>
    public static SchemaCheck Run(FieldSchema schema, JsonObject value)
    {
        var check = new SchemaCheck();
        check.Check(schema, value, "");
        return check;
    }

    private void Check(FieldSchema schema, JsonNode value, string path)
    {
        if (schema.IsOpen) return;
        if (!Fits(schema, value)) Mistyped.Add((path, schema, value));
        else if (value is JsonObject map) CheckObject(schema, map, path);
        else if (value is JsonArray list && schema.Items is { } items)
        {
            for (var at = 0; at < list.Count; at++)
            {
                if (list[at] is { } item) Check(items, item, $"{path}[{at}]");
            }
        }
        else if (!schema.Allowed.IsDefault && !schema.Allowed.Contains(value.ToString())) Disallowed.Add((path, schema, value));
    }

    private void CheckObject(FieldSchema schema, JsonObject map, string path)
    {
        foreach (var (name, field) in map.ToList())
        {
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            if (field is null) map.Remove(name);
            else if (schema.Field(name) is { } known) Check(known, field, inner);
            else if (schema.Definition is not null && !schema.KeepsUnknown)
            {
                Unknown.Add(inner);
                map.Remove(name);
            }
        }

        foreach (var name in schema.Definition?.Required ?? [])
        {
            if (!map.ContainsKey(name)) Missing.Add(path.Length == 0 ? name : $"{path}.{name}");
        }
    }

    private static bool Fits(FieldSchema schema, JsonNode value)
    {
        var kind = value.GetValueKind();
        if (schema.Format is FieldSchema.IntOrString or "quantity") return kind is JsonValueKind.String or JsonValueKind.Number;
        return schema.Type switch
        {
            "object" => kind == JsonValueKind.Object,
            "array" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String && (schema.Format != "byte" || IsBase64(value.ToString())),
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => kind == JsonValueKind.Number && decimal.TryParse(value.ToJsonString(), out var number) && number == decimal.Truncate(number),
            "number" => kind == JsonValueKind.Number,
            _ => true,
        };
    }

    private static bool IsBase64(string text) =>
        Convert.TryFromBase64String(text, new byte[(text.Length * 3 / 4) + 3], out _);
}
