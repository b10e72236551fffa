using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshRunbook.Execution.Journal;

/// <summary>Addresses as JSON: plain text.</summary>
public sealed class AddressJson : JsonConverter<Address>
{
    public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException());

    public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
