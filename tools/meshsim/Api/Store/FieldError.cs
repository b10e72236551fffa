using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>One broken rule of one field, worded as Kubernetes' validation does.</summary>
public sealed record FieldError(string Field, string Reason, string Text)
{
    public static FieldError Invalid(string field, JsonNode? value, string why) =>
        new(field, "FieldValueInvalid", $"Invalid value: {Shown(value)}: {why}");

    public static FieldError Required(string field, string why = "") =>
        new(field, "FieldValueRequired", why.Length == 0 ? "Required value" : $"Required value: {why}");

    public static FieldError Unsupported(string field, string value, params string[] allowed) =>
        new(field, "FieldValueNotSupported",
            $"Unsupported value: \"{value}\": supported values: {string.Join(", ", allowed.Select(text => $"\"{text}\""))}");

    public static FieldError Forbidden(string field, string why) => new(field, "FieldValueForbidden", $"Forbidden: {why}");

    public static FieldError Duplicate(string field, string value) =>
        new(field, "FieldValueDuplicate", $"Duplicate value: \"{value}\"");

    public JsonObject ToCause() => new() { ["reason"] = Reason, ["message"] = Text, ["field"] = Field };

    public override string ToString() => $"{Field}: {Text}";

    private static string Shown(JsonNode? value) => value is null ? "null" : value.ToJsonString();
}
