using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Parameters;

/// <summary>The type of an object's property, which may be left out if it says so.</summary>
internal sealed class PropertyShape : Shape<Property>
{
    private static readonly Key<string> Description = new("description", TextShape.Any, "What the property is.");

    private static readonly Key<bool> Optional = new("optional", BooleanShape.Instance, "The property may be left out.") { Default = false };

    private static Form? _form;

    public static PropertyShape Instance { get; } = new();

    public override IEnumerable<(string Word, string? Meaning)> Choices => TypeKeys.Type.Shape.Choices;

    public override string Noun => "a type such as string, or a mapping with `type`";

    public override Property Nothing => new("", DataType.Any, null);

    private static Form Form => _form ??= new("a property", [.. TypeKeys.Keys, Optional, Description]);

    public override Form? FormOf(YamlMapping mapping) => Form;

    public override Property Read(YamlNode node, Place place)
    {
        if (node is YamlScalar { IsNothing: false } scalar) return new("", TypeShape.ReadWord(scalar, place), null);
        if (node is not YamlMapping mapping) return Refuse(node, place);
        var fields = Form.Check(mapping, place);
        var type = TypeKeys.Read(fields, place);
        return new("", fields.Read(Optional, place) ? type.Optional() : type, fields.Optional(Description, place));
    }

    public override Meaning MeaningOf(YamlNode node) => node is YamlMapping mapping
        ? Form.MeaningOf(mapping)
        : new MapMeaning([KeyValuePair.Create<string, Meaning>(TypeKeys.Type.Name, new TextMeaning(TextOf(node)))]);

    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Named("property", () =>
        SchemaDefinitions.AnyOf(TypeKeys.Type.Type.Schema(definitions), definitions.Form(Form)));
}
