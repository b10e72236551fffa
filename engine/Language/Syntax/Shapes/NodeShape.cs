using System.Text.Json.Nodes;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>Any value, whose type is known only later.</summary>
internal sealed class NodeShape : Shape<YamlNode>
{
    public static NodeShape Instance { get; } = new();

    public override string Noun => "a value";

    public override YamlNode Nothing { get; } = new YamlBroken(Places.None);

    public override YamlNode Read(YamlNode node, Place place) => node is YamlScalar { IsNothing: true } ? Refuse(node, place) : node;

    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["type"] = new JsonArray("string", "number", "boolean", "array", "object") };
}
