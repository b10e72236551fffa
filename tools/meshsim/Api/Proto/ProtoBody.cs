using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>
/// Turns objects that clients send as protocol buffers (<c>application/vnd.kubernetes.protobuf</c>, kubectl from 1.32 for the kinds
/// that it knows) into the JSON that they stand for.
/// </summary>
internal static class ProtoBody
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";
    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>Numbers and flags that clients send even when they are not set: their zero means nothing.</summary>
    private static readonly HashSet<string> Unset =
    [
        "generation", "minReadySeconds", "hostPort", "nodePort", "healthCheckNodePort", "initialDelaySeconds", "timeoutSeconds", "periodSeconds",
        "successThreshold", "failureThreshold", "observedGeneration", "hostNetwork", "hostPID", "hostIPC", "stdin", "stdinOnce", "tty", "readOnly",
        "paused", "publishNotReadyAddresses",
    ];

    /// <exception cref="ApiException">400 when the bytes are no such object, 415 when its kind is not known in this form.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        try
        {
            if (!body.StartsWith(Magic)) throw new FormatException("the magic number is missing");
            return ReadEnvelope(body[Magic.Length..]);
        }
        catch (Exception broken) when (broken is FormatException or OverflowException)
        {
            throw ApiException.BadRequest($"error decoding the body: {broken.Message}");
        }
    }

    private static JsonObject ReadEnvelope(ReadOnlySpan<byte> bytes)
    {
        var (apiVersion, kind) = ("", "");
        ReadOnlySpan<byte> raw = default;
        for (var reader = new ProtoReader(bytes); reader.Next();)
        {
            if (reader.Field == 2) raw = reader.Bytes;
            if (reader.Field != 1) continue;
            for (var type = new ProtoReader(reader.Bytes); type.Next();)
            {
                if (type.Field == 1) apiVersion = type.Text;
                if (type.Field == 2) kind = type.Text;
            }
        }

        var definition = SchemaCatalog.BuiltIn.Definitions.FirstOrDefault(candidate => candidate.Kind == kind
            && (candidate.ApiVersion == apiVersion || kind == "DeleteOptions"));
        if (definition is null)
        {
            throw RequestBody.Unsupported($"{kind} in version \"{apiVersion}\" is not taken in this form", "application/json", "application/yaml");
        }

        var value = new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion };
        if (ProtoMessage.Of(definition) is { } message) Fill(value, definition, message, raw);
        return value;
    }

    private static void Fill(JsonObject value, Definition definition, ProtoMessage message, ReadOnlySpan<byte> bytes)
    {
        for (var reader = new ProtoReader(bytes); reader.Next();)
        {
            if (message.Inlined(reader.Field) is { } inlined) Fill(value, definition, inlined, reader.Bytes);
            else if (message.NameOf(reader.Field) is { } name && definition.Fields.TryGetValue(name, out var schema)) Put(value, name, schema, reader);
        }
    }

    private static void Put(JsonObject value, string name, FieldSchema schema, ProtoReader reader)
    {
        if (schema.Type == "array")
        {
            if (value[name] is not JsonArray list) value[name] = list = [];
            list.Add(Item(schema.Items!, reader));
        }
        else if (schema is { Type: "object", Definition: null, Values: { } values })
        {
            if (value[name] is not JsonObject map) value[name] = map = [];
            var (key, item) = Entry(values, reader.Bytes);
            map[key] = item;
        }
        else if (Item(schema, reader) is { } item && !IsUnset(name, item)) value[name] = item;
    }

    private static (string Key, JsonNode? Value) Entry(FieldSchema values, ReadOnlySpan<byte> bytes)
    {
        var (key, value) = ("", (JsonNode?)(values.Type == "string" ? "" : null));
        for (var reader = new ProtoReader(bytes); reader.Next();)
        {
            if (reader.Field == 1) key = reader.Text;
            else value = Item(values, reader);
        }

        return (key, value);
    }

    private static JsonNode? Item(FieldSchema schema, ProtoReader reader)
    {
        if (schema.Definition is { } definition)
        {
            var value = new JsonObject();
            if (ProtoMessage.Of(definition) is { } message) Fill(value, definition, message, reader.Bytes);
            return value;
        }

        return (schema.Type, schema.Format) switch
        {
            (_, "quantity") => First(reader.Bytes).Text,
            (_, FieldSchema.IntOrString) => IntOrString(reader.Bytes),
            (_, "date-time") => First(reader.Bytes).Number is > 0 and var seconds ? NewObject.Timestamp(DateTimeOffset.FromUnixTimeSeconds(seconds)) : null,
            (_, "byte") => Convert.ToBase64String(reader.Bytes),
            ("string", _) => reader.Text,
            ("boolean", _) => reader.Number != 0,
            ("integer", _) => reader.Number,
            _ => null,
        };
    }

    private static bool IsUnset(string name, JsonNode item) => item switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text.Length == 0,
        JsonValue value when value.TryGetValue<bool>(out var flag) => !flag && Unset.Contains(name),
        JsonValue value when value.TryGetValue<long>(out var number) => number == 0 && Unset.Contains(name),
        _ => false,
    };

    private static (string Text, long Number) First(ReadOnlySpan<byte> bytes)
    {
        for (var reader = new ProtoReader(bytes); reader.Next();)
        {
            if (reader.Field == 1) return (reader.Text, reader.Number);
        }

        return ("", 0);
    }

    private static JsonNode IntOrString(ReadOnlySpan<byte> bytes)
    {
        var (isText, number, text) = (false, 0L, "");
        for (var reader = new ProtoReader(bytes); reader.Next();)
        {
            if (reader.Field == 1) isText = reader.Number == 1;
            else if (reader.Field == 2) number = reader.Number;
            else if (reader.Field == 3) text = reader.Text;
        }

        return isText ? text : number;
    }
}
