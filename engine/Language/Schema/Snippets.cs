using System.Text.Json.Nodes;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Schema;

/// <summary>What editors insert for a kind of step or condition: its required keys with their examples.</summary>
internal static class Snippets
{
    public static JsonObject Of(string label, string description, Form form)
    {
        var body = new JsonObject();
        var stop = 1;
        foreach (var key in form.Keys.Where(key => key.IsRequired).OrderBy(key => key.Name == "id" ? 0 : 1))
            body[key.Name] = Body(key, ref stop);
        return new() { ["label"] = label, ["description"] = description, ["body"] = body };
    }

    /// <summary>An example, written in YAML, as JSON.</summary>
    public static JsonNode? Parse(string example) =>
        YamlReader.Read(new SourceText("", example), []).Root is { } root ? ToJson(root) : null;

    /// <summary>Texts become tab stops, so that the editor goes from one to the next.</summary>
    private static JsonNode Body(Key key, ref int stop) => key.Example is null ? new JsonArray() : Parse(key.Example) switch
    {
        JsonValue text when text.TryGetValue<string>(out var word) => $"${{{stop++}:{word.Replace("}", "\\}", StringComparison.Ordinal)}}}",
        { } other => other,
        null => "$" + stop++,
    };

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(ToJson)]),
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, ToJson(entry.Value)))),
        YamlScalar scalar => ValueText.ParseScalar(scalar.Text, scalar.IsPlain, DataType.Any).Value switch
        {
            IntegerValue integer => JsonValue.Create(integer.Integer),
            NumberValue number => JsonValue.Create(number.Number),
            BooleanValue boolean => JsonValue.Create(boolean.Boolean),
            _ => JsonValue.Create(scalar.Text),
        },
        _ => null,
    };
}
