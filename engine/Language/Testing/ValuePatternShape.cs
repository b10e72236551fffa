using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Testing;

/// <summary>Any value, whose texts are patterns.</summary>
internal sealed class ValuePatternShape : Shape<ValuePattern>
{
    public static ValuePatternShape Instance { get; } = new();

    public override string Noun => "a value";

    public override ValuePattern Nothing { get; } = new TextValuePattern(new(Pattern.Any.ToString()));

    public override ValuePattern Read(YamlNode node, Place place) => node switch
    {
        // A value that is absent has no text, and so has `null` here.
        YamlScalar { IsNothing: true } => new TextValuePattern(new("")),
        YamlScalar scalar => new TextValuePattern(new(scalar.Text)),
        YamlSequence list => new ListValuePattern([.. list.Items.Select(item => Read(item, place))]),
        YamlMapping map => new MapValuePattern([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Read(entry.Value, place)))]),
        _ => Nothing,
    };

    public override Meaning MeaningOf(YamlNode node) => NodeShape.Instance.MeaningOf(node);

    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["type"] = new JsonArray("string", "number", "boolean", "array", "object", "null") };
}
