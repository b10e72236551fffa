using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Patches an object in one of the four ways.</summary>
internal static class PatchRequest
{
    private const string Json = "application/json-patch+json";
    private const string Merge = "application/merge-patch+json";
    private const string Strategic = "application/strategic-merge-patch+json";
    private const string Apply = "application/apply-patch+yaml";

    public static async Task RunAsync(Exchange exchange, ResourceType type)
    {
        var options = WriteRequest.Options(exchange);
        var media = RequestBody.MediaType(exchange);
        if (media == Strategic && type.Custom is not null) throw Unsupported(Json, Merge, Apply);
        if (media is not (Json or Merge or Strategic or Apply)) throw Unsupported(Json, Merge, Strategic, Apply);
        var text = await RequestBody.ReadTextAsync(exchange);
        if (media == Apply) await ApplyRequest.RunAsync(exchange, type, RequestBody.Parse(text, yaml: true), options);
        else await WriteRequest.UpdateAsync(exchange, type, Patcher(exchange, type, media, RequestBody.ParseNode(text, yaml: false)), options);
    }

    /// <summary>The patch as a change of the stored object; it works on the version that the request's path names.</summary>
    public static Func<JsonObject, JsonObject> Patcher(Exchange exchange, ResourceType type, string media, JsonNode? patch) => old =>
    {
        var current = Conversion.ToVersion(type, old, exchange.Request.Version);
        var patched = media switch
        {
            Json => JsonPatch.Apply(current, patch as JsonArray ?? throw ApiException.BadRequest("a JSON patch must be a list of operations")),
            Merge => MergePatch.Apply(current, Map(patch)),
            _ => StrategicPatch.Apply(current, Map(patch), SchemaCatalog.BuiltIn.Of(type, exchange.Request.Version)),
        };
        return WriteRequest.Decode(exchange, type, patched);
    };

    /// <summary>The same for a plain document such as a Scale.</summary>
    public static JsonObject Patch(JsonObject current, string media, JsonNode? patch) => media switch
    {
        Json => JsonPatch.Apply(current, patch as JsonArray ?? throw ApiException.BadRequest("a JSON patch must be a list of operations")),
        Merge or Strategic => MergePatch.Apply(current, Map(patch)),
        _ => throw Unsupported(Json, Merge, Strategic),
    };

    private static JsonObject Map(JsonNode? patch) => patch as JsonObject ?? throw ApiException.BadRequest("a patch must be an object");

    private static ApiException Unsupported(params string[] accepted) => RequestBody.Unsupported("the body of the request was in an unknown format", accepted);
}
