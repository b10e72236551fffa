using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>Any value, whose type is known only later.</summary>
internal sealed class NodeShape : Shape<YamlNode>
{
    public static NodeShape Instance { get; } = new();

    /// <summary>The same, where `null` is a value too.</summary>
    public static NodeShape OrNothing { get; } = new() { AllowsNothing = true };

    private bool AllowsNothing { get; init; }

    public override string Noun => "a value";

    public override YamlNode Nothing { get; } = new YamlBroken(Places.None);

    public override YamlNode Read(YamlNode node, Place place) => node is YamlScalar { IsNothing: true } && !AllowsNothing ? Refuse(node, place) : node;

    public override Meaning MeaningOf(YamlNode node) => node switch
    {
        YamlSequence sequence => new ListMeaning([.. sequence.Items.Select(MeaningOf)]),
        YamlMapping mapping => new MapMeaning([.. mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, MeaningOf(entry.Value)))]),
        YamlScalar scalar => new TextMeaning(TemplateText.Of(scalar.Decoded)),
        _ => new TextMeaning(""),
    };

    public override JsonObject Schema(SchemaDefinitions definitions) => new()
    {
        ["type"] = AllowsNothing
            ? new JsonArray("string", "number", "boolean", "array", "object", "null")
            : new JsonArray("string", "number", "boolean", "array", "object"),
    };
}
