using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>`true` or `false`; YAML 1.1's yes, no, on and off are text.</summary>
internal sealed class BooleanShape : Shape<bool>
{
    public static BooleanShape Instance { get; } = new();

    public override IEnumerable<(string Word, string? Meaning)> Choices => [("true", null), ("false", null)];

    public override string Noun => "true or false";

    public override bool Nothing => false;

    public override bool Read(YamlNode node, Place place) =>
        node is YamlScalar { IsPlain: true } scalar && Parse(scalar.Text) is { } value ? value : Refuse(node, place, Hint(node));

    public static bool? Parse(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    public static Advice? Hint(YamlNode node) => (node as YamlScalar)?.Text.ToLowerInvariant() switch
    {
        "true" or "false" when node is YamlScalar { IsPlain: false, Text: var quoted } => new("remove the quotes: a quoted value is text", quoted),
        "yes" or "on" or "y" => new("write true", "true"),
        "no" or "off" or "n" => new("write false", "false"),
        _ => null,
    };

    public override JsonNode? Show(bool value) => JsonValue.Create(value);

    public override Meaning MeaningOf(YamlNode node) => new TextMeaning(Parse(TextOf(node)) == true ? "true" : "false");

    public override JsonObject Schema(SchemaDefinitions definitions) => new() { ["type"] = "boolean" };
}
