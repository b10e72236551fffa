using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Refuses objects that do not fit their schema, and does what <c>fieldValidation</c> asks for about unknown fields.</summary>
internal static class FieldValidation
{
    public static void Check(Exchange exchange, ResourceType type, string version, JsonObject value)
    {
        var check = SchemaCheck.Run(SchemaCatalog.BuiltIn.Of(type, version), value);
        if (check.Unknown.Count > 0) Report(exchange, type, version, check.Unknown);
        if (type.Custom is null && check.Mistyped.Count > 0) throw Undecodable(type, version, check.Mistyped[0]);
        if (type.Custom is not null) CheckCustom(type, value, check);
    }

    private static void Report(Exchange exchange, ResourceType type, string version, List<string> unknown)
    {
        var texts = unknown.Select(field => $"unknown field \"{field}\"");
        switch (exchange.Query("fieldValidation"))
        {
            case "Ignore": break;
            case "Strict":
                throw ApiException.BadRequest($"{type.Kind} in version \"{version}\" cannot be handled as a {type.Kind}: "
                    + $"strict decoding error: {string.Join(", ", texts)}");
            default:
                foreach (var text in texts) exchange.Warn(text);
                break;
        }
    }

    private static ApiException Undecodable(ResourceType type, string version, (string Path, FieldSchema Schema, JsonNode Value) wrong)
    {
        var (path, schema, value) = wrong;
        var prefix = $"{type.Kind} in version \"{version}\" cannot be handled as a {type.Kind}: ";
        if (schema.Format == "byte" && value.GetValueKind() == JsonValueKind.String) return ApiException.BadRequest($"{prefix}illegal base64 data at input byte 0");
        return ApiException.BadRequest($"{prefix}json: cannot unmarshal {Name(value)} into Go struct field {type.Kind}.{path} of type {GoType(schema)}");
    }

    private static void CheckCustom(ResourceType type, JsonObject value, SchemaCheck check)
    {
        var errors = check.Mistyped.Select(wrong => FieldError.Invalid(wrong.Path, Name(wrong.Value),
                $"{wrong.Path} in body must be of type {wrong.Schema.Type}: \"{Name(wrong.Value)}\""))
            .Concat(check.Missing.Select(path => FieldError.Required(path)))
            .Concat(check.Disallowed.Select(wrong => FieldError.Unsupported(wrong.Path, wrong.Value.ToString(), [.. wrong.Schema.Allowed]))).ToList();
        if (errors.Count > 0) throw ApiException.Invalid(type, value.Name(), errors);
    }

    private static string Name(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "array",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static string GoType(FieldSchema schema) => schema.Type switch
    {
        "integer" => schema.Format.Length > 0 ? schema.Format : "int64",
        "boolean" => "bool",
        "array" => "[]" + (schema.Items?.Definition?.Kind ?? "string"),
        "object" => schema.Definition?.Kind ?? "map[string]string",
        _ => schema.Type,
    };
}
