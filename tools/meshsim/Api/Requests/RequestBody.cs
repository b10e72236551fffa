using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace MeshSim.Api;

/// <summary>Reads the body of a request.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static async Task<string> ReadTextAsync(Exchange exchange)
    {
        using var reader = new StreamReader(exchange.Http.Request.Body, Encoding.UTF8);
        try
        {
            return await reader.ReadToEndAsync(exchange.Aborted);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException tooLarge) when (tooLarge.StatusCode == 413)
        {
            throw new ApiException(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728");
        }
    }

    /// <summary>The body as one object, in JSON or YAML; an empty body is an empty object when it may be.</summary>
    public static async Task<JsonObject> ReadObjectAsync(Exchange exchange, bool mayBeEmpty = false)
    {
        var text = await ReadTextAsync(exchange);
        if (mayBeEmpty && text.Length == 0) return [];
        var type = MediaType(exchange);
        return Parse(text, type switch
        {
            "" or "application/json" => false,
            "application/yaml" => true,
            _ => throw Unsupported("the body of the request was in an unknown format", "application/json", "application/yaml"),
        });
    }

    public static JsonObject Parse(string text, bool yaml) => ParseNode(text, yaml) as JsonObject
        ?? throw ApiException.BadRequest("the object provided is unrecognized (must be of type Object)");

    public static JsonNode? ParseNode(string text, bool yaml)
    {
        try
        {
            return yaml && !text.TrimStart().StartsWith('{') ? YamlText.ToJson(text) : JsonNode.Parse(text, null, Strict);
        }
        catch (Exception broken) when (broken is JsonException or YamlException)
        {
            throw ApiException.BadRequest($"error decoding the body: {broken.Message}");
        }
    }

    public static string MediaType(Exchange exchange) =>
        (exchange.Http.Request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    public static ApiException Unsupported(string what, params string[] accepted) =>
        new(415, "UnsupportedMediaType", $"{what} - accepted media types include: {string.Join(", ", accepted)}");
}
