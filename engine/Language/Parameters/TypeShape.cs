using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Parameters;

/// <summary>A type: a word such as `string`, or a mapping with `type` and what goes with it.</summary>
internal sealed class TypeShape : Shape<DataType>
{
    private static Form? _form;

    public static TypeShape Instance { get; } = new();

    public override IEnumerable<(string Word, string? Meaning)> Choices => TypeKeys.Type.Shape.Choices;

    public override string Noun => "a type such as string, or a mapping with `type`";

    public override DataType Nothing => DataType.Any;

    /// <summary>Made when it is first needed: a type's keys lead back to types.</summary>
    private static Form Form => _form ??= new("a type", [.. TypeKeys.Keys]);

    public override Form? FormOf(YamlMapping mapping) => Form;

    public override DataType Read(YamlNode node, Place place) => node switch
    {
        YamlMapping mapping => TypeKeys.Read(Form.Check(mapping, place), place),
        YamlScalar { IsNothing: false } scalar => ReadWord(scalar, place),
        _ => Refuse(node, place),
    };

    public override Meaning MeaningOf(YamlNode node) => node is YamlMapping mapping
        ? Form.MeaningOf(mapping)
        : new MapMeaning([KeyValuePair.Create<string, Meaning>(TypeKeys.Type.Name, new TextMeaning(TextOf(node)))]);

    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Named("type", () =>
        SchemaDefinitions.AnyOf(TypeKeys.Type.Type.Schema(definitions), definitions.Form(Form)));

    internal static DataType ReadWord(YamlScalar scalar, Place place)
    {
        // A word alone is the short form of a mapping with that word as its type.
        var key = new YamlScalar(TypeKeys.Type.Name, YamlStyle.Plain, scalar.Location);
        var mapping = new YamlMapping([new(key, scalar)], scalar.Location);
        return TypeKeys.Read(new Fields(mapping, Form), place);
    }
}
