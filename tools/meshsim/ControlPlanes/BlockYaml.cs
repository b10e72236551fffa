using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshSim.ControlPlanes;

/// <summary>Writes JSON as block-style YAML: what ConfigMaps and manifests show to people.</summary>
internal static class BlockYaml
{
    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(node, 0, text);
        return text.ToString();
    }

    private static void Write(JsonNode? node, int indent, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map) WriteEntry($"{Scalar(key)}:", value, indent, text);
                break;
            case JsonArray list:
                foreach (var item in list) WriteItem(item, indent, text);
                break;
            default:
                text.Append(' ', indent).Append(Leaf(node)).Append('\n');
                break;
        }
    }

    private static void WriteEntry(string head, JsonNode? value, int indent, StringBuilder text)
    {
        text.Append(' ', indent).Append(head);
        switch (value)
        {
            case JsonObject { Count: > 0 }:
                text.Append('\n');
                Write(value, indent + 2, text);
                break;
            case JsonArray { Count: > 0 }:
                text.Append('\n');
                Write(value, indent, text);
                break;
            case JsonValue when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is var block && block.Contains('\n', StringComparison.Ordinal):
                text.Append(block.EndsWith('\n') ? " |\n" : " |-\n");
                foreach (var line in block.TrimEnd('\n').Split('\n')) text.Append(' ', indent + 2).Append(line).Append('\n');
                break;
            default:
                text.Append(' ').Append(Leaf(value)).Append('\n');
                break;
        }
    }

    private static void WriteItem(JsonNode? item, int indent, StringBuilder text)
    {
        if (item is JsonObject { Count: > 0 } map)
        {
            var inner = new StringBuilder();
            Write(map, indent + 2, inner);
            text.Append(' ', indent).Append("- ").Append(inner.ToString().AsSpan(indent + 2));
            return;
        }

        text.Append(' ', indent).Append("- ").Append(Leaf(item)).Append('\n');
    }

    private static string Leaf(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ when node.GetValueKind() == JsonValueKind.String => Scalar(node.GetValue<string>()),
        _ => node.ToJsonString(),
    };

    private static string Scalar(string text)
    {
        var plain = text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-' or '_' or ':')
            && char.IsAsciiLetter(text[0]) && !text.EndsWith(':') && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");
        return plain ? text : $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
    }
}
