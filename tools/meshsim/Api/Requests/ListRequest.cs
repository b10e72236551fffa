using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Lists objects: selectors, pages, tables.</summary>
internal static class ListRequest
{
    public static Task RunAsync(Exchange exchange, ResourceType type)
    {
        var form = Negotiation.Of(exchange.Http.Request);
        ObjectAnswer.CheckAcceptable(form);
        var page = Read(exchange, type);
        if (form.IsTable) return ObjectAnswer.WriteTableAsync(exchange, type, page.List, 200, page.Metadata());
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { SkipValidation = true }))
        {
            if (form.IsMetadata) Write(writer, "PartialObjectMetadataList", "meta.k8s.io/v1", page, PartialMetadata.BytesOf);
            else Write(writer, type.ListKind, type.ApiVersionOf(exchange.WantedVersion), page, item => ItemBytes(type, item, exchange.WantedVersion));
        }

        return exchange.WriteAsync(buffer.WrittenMemory);
    }

    private static ListPage Read(Exchange exchange, ResourceType type)
    {
        var labels = LabelSelector.Parse(exchange.Query("labelSelector"));
        var fields = FieldSelector.Parse(exchange.Query("fieldSelector"), type);
        var limit = int.TryParse(exchange.Query("limit"), out var number) && number > 0 ? number : int.MaxValue;
        var version = VersionRequest.Read(exchange.Query("resourceVersion"));
        var isExact = exchange.Query("resourceVersionMatch") == "Exact";
        if (!isExact) VersionRequest.CheckReached(exchange.Store, exchange.Query("resourceVersion"));
        var name = exchange.Request.Namespace;
        return exchange.Store.Page(type, name, labels, fields, limit, exchange.Query("continue"), isExact ? version : null);
    }

    private static byte[] ItemBytes(ResourceType type, JsonObject item, string version)
    {
        var converted = Conversion.ToVersion(type, item, version);
        return type.Custom is null ? ObjectBytes.AsItem(converted) : ObjectBytes.Of(converted);
    }

    private static void Write(Utf8JsonWriter writer, string kind, string apiVersion, ListPage page, Func<JsonObject, byte[]> bytes)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", kind);
        writer.WriteString("apiVersion", apiVersion);
        writer.WritePropertyName("metadata");
        page.Metadata().WriteTo(writer);
        writer.WriteStartArray("items");
        foreach (var item in page.List.Items) writer.WriteRawValue(bytes(item), skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
