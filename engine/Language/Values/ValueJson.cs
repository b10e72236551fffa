using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Values;

/// <summary>Values to JSON and back without reflection. Durations become text, as a runbook writes them.</summary>
public static class ValueJson
{
    /// <summary>Stands for a secret wherever it would be shown or stored.</summary>
    public const string Mask = "***";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 128 };

    private static readonly JsonWriterOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a value.</summary>
    /// <param name="secret">What to write in place of a secret value, however deep it lies; null writes it as it is.</param>
    public static void Write(Utf8JsonWriter writer, Value value, Action<Utf8JsonWriter, Value>? secret)
    {
        if (value.IsSecret && secret is not null)
        {
            secret(writer, value);
            return;
        }
        switch (value)
        {
            case NullValue: writer.WriteNullValue(); break;
            case TextValue text: writer.WriteStringValue(text.Text); break;
            case BooleanValue boolean: writer.WriteBooleanValue(boolean.Boolean); break;
            case IntegerValue integer: writer.WriteNumberValue(integer.Integer); break;
            case NumberValue number: writer.WriteNumberValue(number.Number); break;
            case DurationValue duration: writer.WriteStringValue(DurationText.Format(duration.Duration)); break;
            case ListValue list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item, secret);
                writer.WriteEndArray();
                break;
            case MapValue map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry.Value, secret);
                }
                writer.WriteEndObject();
                break;
            default: throw new UnreachableException();
        }
    }

    /// <summary>Writes <see cref="Mask"/> in place of a secret.</summary>
    public static void Masked(Utf8JsonWriter writer, Value value) => writer.WriteStringValue(Mask);

    /// <summary>Compact JSON of a value, secrets included.</summary>
    public static string Text(Value value) => Text(value, null);

    /// <summary>Compact JSON of a value.</summary>
    public static string Text(Value value, Action<Utf8JsonWriter, Value>? secret)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable)) Write(writer, value, secret);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The value that JSON holds; durations come back as text until a type says otherwise (<see
    /// cref="ValueCheck.Shaped"/>).</summary>
    public static Value Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => Value.Null,
        JsonValueKind.True => Value.Of(true),
        JsonValueKind.False => Value.Of(false),
        JsonValueKind.String => Value.Of(json.GetString()!),
        JsonValueKind.Number => Number(json),
        JsonValueKind.Array => Value.Of(json.EnumerateArray().Select(Read)),
        JsonValueKind.Object => Map(json),
        _ => throw new UnreachableException(),
    };

    /// <summary>Parses text as JSON: the value, or what is wrong and where.</summary>
    public static (Value? Value, string? Problem) Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return (Read(document.RootElement), null);
        }
        catch (JsonException e)
        {
            return (null, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {Reason(e)}");
        }
        catch (ArgumentException)
        {
            return (null, "the text holds half a surrogate pair");
        }
        catch (InvalidOperationException)
        {
            return (null, "a text holds half a surrogate pair");
        }
    }

    private static Value Number(JsonElement json)
    {
        if (json.TryGetInt64(out var integer)) return Value.Of(integer);
        return json.TryGetDouble(out var number) && double.IsFinite(number) ? new NumberValue(number)
            : Value.Of(json.GetRawText());
    }

    private static MapValue Map(JsonElement json)
    {
        // The last of several equal keys counts, as in JavaScript, in the first one's place.
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            var entry = KeyValuePair.Create(property.Name, Read(property.Value));
            if (places.TryAdd(entry.Key, entries.Count)) entries.Add(entry);
            else entries[places[entry.Key]] = entry;
        }
        return new MapValue(entries.ToImmutable());
    }

    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.', ' ');
        return reason.Length == 0 ? "it breaks off" : char.ToLowerInvariant(reason[0]) + reason[1..];
    }
}
