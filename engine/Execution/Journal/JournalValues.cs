using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Journal;

/// <summary>
/// Values as JSON. What JSON lacks is an object with one key: `{"$duration": seconds}`, and `{"$secret": digest}` where a
/// secret stood; a map whose own keys begin with `$` has one `$` more.
/// </summary>
public sealed class JournalValues : JsonConverter<Value>
{
    private const string Secret = "$secret";
    private const string Duration = "$duration";

    // The converter writes null itself: a null in the journal is a value.
    public override bool HandleNull => true;

    public override bool CanConvert(Type typeToConvert) => typeof(Value).IsAssignableFrom(typeToConvert);

    /// <summary>One line of JSON, the same for equal values.</summary>
    public static byte[] ToUtf8(Value value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Write(writer, value);
        return stream.ToArray();
    }

    public static Value FromUtf8(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Read(ref reader);
    }

    public override Value Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options) => Write(writer, value);

    internal static Value Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => Value.Null,
        JsonTokenType.True => Value.Of(true),
        JsonTokenType.False => Value.Of(false),
        JsonTokenType.String => Value.Of(reader.GetString()!),
        JsonTokenType.Number when reader.TryGetInt64(out var integer) => Value.Of(integer),
        JsonTokenType.Number => new NumberValue(reader.GetDouble()),
        JsonTokenType.StartArray => ReadList(ref reader),
        JsonTokenType.StartObject => ReadMap(ref reader),
        _ => throw new JsonException(),
    };

    internal static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case TextValue { IsSecret: true } sealedSecret:
                writer.WriteStartObject();
                writer.WriteString(Secret, sealedSecret.Text);
                writer.WriteEndObject();
                break;
            case NullValue: writer.WriteNullValue(); break;
            case TextValue text: writer.WriteStringValue(text.Text); break;
            case BooleanValue boolean: writer.WriteBooleanValue(boolean.Boolean); break;
            case IntegerValue integer: writer.WriteNumberValue(integer.Integer); break;
            case NumberValue number: WriteNumber(writer, number.Number); break;
            case DurationValue duration:
                writer.WriteStartObject();
                writer.WriteNumber(Duration, duration.Duration.TotalSeconds);
                writer.WriteEndObject();
                break;
            case ListValue list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case MapValue map: WriteMap(writer, map); break;
            default: throw new UnreachableException();
        }
    }

    // A number without a fraction keeps its point, so that it comes back as a number and not as an integer.
    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        var text = number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
    }

    private static void WriteMap(Utf8JsonWriter writer, MapValue map)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in map.Entries)
        {
            writer.WritePropertyName(key.StartsWith('$') ? "$" + key : key);
            Write(writer, item);
        }

        writer.WriteEndObject();
    }

    private static ListValue ReadList(ref Utf8JsonReader reader)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader));
        return new(items.DrainToImmutable());
    }

    private static Value ReadMap(ref Utf8JsonReader reader)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            entries.Add(new(key, Read(ref reader)));
        }

        if (entries is [{ Key: Secret, Value: TextValue digest }]) return digest with { IsSecret = true };
        if (entries is [{ Key: Duration, Value: var span }])
            return new DurationValue(TimeSpan.FromSeconds(span is IntegerValue whole ? whole.Integer : ((NumberValue)span).Number));
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].Key.StartsWith("$$", StringComparison.Ordinal)) entries[i] = new(entries[i].Key[1..], entries[i].Value);
        return new MapValue(entries.DrainToImmutable());
    }
}
