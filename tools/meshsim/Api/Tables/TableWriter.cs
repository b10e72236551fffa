using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Writes objects as a <c>meta.k8s.io/v1</c> Table.</summary>
/// <param name="include">What each row's <c>object</c> holds: <c>Metadata</c>, <c>Object</c> or <c>None</c>.</param>
internal sealed class TableWriter(ResourceType type, string version, string include, DateTimeOffset now)
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly TableShape _shape = TableShape.Of(type, version);

    public void Write(IBufferWriter<byte> buffer, ObjectList list, JsonObject? metadata, bool withColumns = true)
    {
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteString("kind", "Table");
        writer.WriteString("apiVersion", "meta.k8s.io/v1");
        writer.WritePropertyName("metadata");
        (metadata ?? new JsonObject { ["resourceVersion"] = list.Version.ToString() }).WriteTo(writer);
        writer.WritePropertyName("columnDefinitions");
        if (withColumns) WriteColumns(writer);
        else writer.WriteNullValue();
        writer.WriteStartArray("rows");
        foreach (var item in list.Items) WriteRow(writer, item);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteColumns(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var column in _shape.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteString("type", column.Type);
            writer.WriteString("format", column.Format);
            writer.WriteString("description", column.Description);
            writer.WriteNumber("priority", column.Priority);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteRow(Utf8JsonWriter writer, JsonObject item)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("cells");
        foreach (var cell in _shape.Cells(item, now)) WriteCell(writer, cell);
        writer.WriteEndArray();
        if (include != "None")
        {
            writer.WritePropertyName("object");
            var bytes = include == "Object" ? ObjectBytes.Of(Conversion.ToVersion(type, item, version)) : PartialMetadata.BytesOf(item);
            writer.WriteRawValue(bytes, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter writer, object? cell)
    {
        switch (cell)
        {
            case null: writer.WriteNullValue(); break;
            case long number: writer.WriteNumberValue(number); break;
            case int number: writer.WriteNumberValue(number); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case JsonNode node: node.WriteTo(writer); break;
            default: writer.WriteStringValue(cell.ToString()); break;
        }
    }
}
