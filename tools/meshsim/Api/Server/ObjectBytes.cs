using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Stored objects as UTF-8 JSON; each is written out once and remembered as long as the object lives.</summary>
internal static class ObjectBytes
{
    private static readonly ConditionalWeakTable<JsonObject, byte[]> Whole = [];
    private static readonly ConditionalWeakTable<JsonObject, byte[]> Items = [];
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(JsonObject value) => Whole.GetValue(value, static whole => Write(whole, withKind: true));

    /// <summary>The form in a list of a built-in type: its items do not repeat <c>kind</c> and <c>apiVersion</c>.</summary>
    public static byte[] AsItem(JsonObject value) => Items.GetValue(value, static whole => Write(whole, withKind: false));

    private static byte[] Write(JsonObject value, bool withKind)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartObject();
            if (withKind) WriteKind(writer, value);
            foreach (var (name, node) in value)
            {
                if (name is "kind" or "apiVersion") continue;
                writer.WritePropertyName(name);
                if (node is null) writer.WriteNullValue();
                else node.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteKind(Utf8JsonWriter writer, JsonObject value)
    {
        writer.WriteString("kind", value.Kind());
        writer.WriteString("apiVersion", value.ApiVersion());
    }
}
