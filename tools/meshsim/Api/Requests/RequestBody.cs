using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace MeshSim.Api;

/// <summary>Reads the body of a request.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static async Task<string> ReadTextAsync(Exchange exchange) => Encoding.UTF8.GetString(await ReadBytesAsync(exchange));

    /// <summary>The body as one object, in JSON, YAML or protocol buffers; an empty body is an empty object when it may be.</summary>
    public static async Task<JsonObject> ReadObjectAsync(Exchange exchange, bool mayBeEmpty = false)
    {
        var bytes = await ReadBytesAsync(exchange);
        if (mayBeEmpty && bytes.Length == 0) return [];
        return MediaType(exchange) switch
        {
            "" or "application/json" => Parse(Encoding.UTF8.GetString(bytes), yaml: false),
            "application/yaml" => Parse(Encoding.UTF8.GetString(bytes), yaml: true),
            ProtoBody.MediaType => ProtoBody.Read(bytes),
            _ => throw Unsupported("the body of the request was in an unknown format", "application/json", "application/yaml", ProtoBody.MediaType),
        };
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

    private static async Task<byte[]> ReadBytesAsync(Exchange exchange)
    {
        using var buffer = new MemoryStream();
        try
        {
            await exchange.Http.Request.Body.CopyToAsync(buffer, exchange.Aborted);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException tooLarge) when (tooLarge.StatusCode == 413)
        {
            throw new ApiException(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728");
        }

        return buffer.ToArray();
    }

    public static string MediaType(Exchange exchange) =>
        (exchange.Http.Request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    public static ApiException Unsupported(string what, params string[] accepted) =>
        new(415, "UnsupportedMediaType", $"{what} - accepted media types include: {string.Join(", ", accepted)}");
}
