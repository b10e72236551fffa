using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MeshRunbook.Tests.Support;

/// <summary>As much of JSON Schema, draft 7, as the schemas of this repository use; a keyword that it does not know is a failure.</summary>
public sealed class JsonSchema(JsonObject root)
{
    private static readonly HashSet<string> Remarks =
        ["$schema", "title", "description", "default", "examples", "enumDescriptions", "defaultSnippets", "definitions"];

    public static JsonSchema Parse(string text) => new(JsonNode.Parse(text)!.AsObject());

    /// <summary>What is wrong with a value, as paths with reasons; empty where it is valid.</summary>
    public IReadOnlyList<string> Validate(JsonNode? value) => [.. Problems(root, value, "$")];

    private IEnumerable<string> Problems(JsonObject schema, JsonNode? value, string path)
    {
        // Beside a reference nothing else counts.
        if (schema["$ref"] is { } reference) return Problems(Resolve((string)reference!), value, path);
        return schema.Where(keyword => !Remarks.Contains(keyword.Key))
            .SelectMany(keyword => Problems(keyword.Key, keyword.Value!, schema, value, path));
    }

    private IEnumerable<string> Problems(string keyword, JsonNode rule, JsonObject schema, JsonNode? value, string path)
    {
        switch (keyword)
        {
            case "type":
                var types = rule is JsonArray many ? many.Select(one => (string)one!) : [(string)rule!];
                return When(!types.Any(type => Is(value, type)), $"{path} is no {rule.ToJsonString()}");
            case "enum":
                return When(!rule.AsArray().Any(one => JsonNode.DeepEquals(one, value)), $"{path} is none of {rule.ToJsonString()}");
            case "const":
                return When(!JsonNode.DeepEquals(rule, value), $"{path} is not {rule.ToJsonString()}");
            case "pattern":
                return When(Text(value) is { } text && !Regex.IsMatch(text, (string)rule!), $"{path} does not match {rule}");
            case "minLength":
                return When(Text(value)?.Length < (int)rule, $"{path} is too short");
            case "maxLength":
                return When(Text(value)?.Length > (int)rule, $"{path} is too long");
            case "minimum":
                return When(Number(value) < (double)rule, $"{path} is too small");
            case "maximum":
                return When(Number(value) > (double)rule, $"{path} is too large");
            case "minItems":
                return When(value is JsonArray list && list.Count < (int)rule, $"{path} has too few items");
            case "items":
                return value is JsonArray items ? items.SelectMany((item, i) => Problems(rule.AsObject(), item, $"{path}[{i}]")) : [];
            case "required":
                return value is JsonObject owner
                    ? rule.AsArray().Where(key => !owner.ContainsKey((string)key!)).Select(key => $"{path} lacks {key}")
                    : [];
            case "properties":
                return value is JsonObject holder
                    ? rule.AsObject().Where(property => holder.ContainsKey(property.Key))
                        .SelectMany(property => Problems(property.Value!.AsObject(), holder[property.Key], $"{path}.{property.Key}"))
                    : [];
            case "additionalProperties":
                return Additional(rule, schema, value, path);
            case "propertyNames":
                return value is JsonObject names ? names.SelectMany(one => Problems(rule.AsObject(), one.Key, $"{path}.{one.Key}")) : [];
            case "anyOf":
                return When(!rule.AsArray().Any(choice => !Problems(choice!.AsObject(), value, path).Any()), $"{path} fits no choice");
            case "oneOf":
                var fitting = rule.AsArray().Count(choice => !Problems(choice!.AsObject(), value, path).Any());
                return When(fitting != 1, $"{path} fits {fitting} choices instead of one");
            default:
                throw new NotSupportedException($"the schema keyword `{keyword}` is not known here");
        }
    }

    private IEnumerable<string> Additional(JsonNode rule, JsonObject schema, JsonNode? value, string path)
    {
        if (value is not JsonObject owner) return [];
        var others = owner.Where(property => schema["properties"]?[property.Key] is null);
        return rule is JsonObject inner
            ? others.SelectMany(property => Problems(inner, property.Value, $"{path}.{property.Key}"))
            : (bool)rule ? [] : others.Select(property => $"{path} may not have {property.Key}");
    }

    private JsonObject Resolve(string reference) => root["definitions"]![reference["#/definitions/".Length..]]!.AsObject();

    private static bool Is(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Text(value) is not null,
        "boolean" => value is JsonValue one && one.TryGetValue<bool>(out _),
        "number" => Number(value) is not null,
        "integer" => Number(value) is { } number && number == Math.Floor(number),
        _ => throw new NotSupportedException($"the schema type `{type}` is not known here"),
    };

    private static string? Text(JsonNode? value) => value is JsonValue one && one.TryGetValue<string>(out var text) ? text : null;

    private static double? Number(JsonNode? value) =>
        value is not JsonValue one ? null : one.TryGetValue<long>(out var integer) ? integer : one.TryGetValue<double>(out var number) ? number : null;

    private static IEnumerable<string> When(bool isWrong, string problem) => isWrong ? [problem] : [];
}
