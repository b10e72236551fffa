using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Parameters;

/// <summary>What a runbook says of one of its parameters.</summary>
internal sealed class ParameterShape : Shape<Parameter>
{
    private static readonly Key<string> Description = new("description", TextShape.Any,
        "What the parameter is, for the one who gives it a value.") { Example = "Name of the new revision" };

    private static readonly Key<bool> Optional = new("optional", BooleanShape.Instance,
        "The parameter may be left out; expressions then use `??` or `default`.") { Default = false };

    private static readonly Key<YamlNode> DefaultValue = new("default", NodeShape.Instance, "The value where none is given.");

    private static readonly Key<bool> Secret = new("secret", BooleanShape.Instance,
        "Never show or store the value. It comes from a file, the environment or a prompt, not from the command line.") { Default = false };

    public static ParameterShape Instance { get; } = new();

    public override string Noun => "a mapping with `type`";

    public override Parameter Nothing => new("", DataType.Any, null, null, false, Places.None);

    private static Form Form { get; } = new("a parameter", [.. TypeKeys.Keys, Optional, Secret, DefaultValue, Description]);

    public override IEnumerable<Form> Forms => [Form];

    public override Form? FormOf(YamlMapping mapping) => Form;

    public override Parameter Read(YamlNode node, Place place)
    {
        if (node is not YamlMapping mapping)
            return Refuse(node, place, node is YamlScalar { IsNothing: false } scalar ? new Advice($"write {{type: {scalar.Text}}}", $"{{type: {scalar.Text}}}") : null);
        var fields = Form.Check(mapping, place);
        var type = TypeKeys.Read(fields, place);
        var isSecret = fields.Read(Secret, place);
        var isOptional = fields.Read(Optional, place);
        Value? value = null;
        if (fields[DefaultValue] is { } given)
        {
            RefuseTemplates(given, place);
            value = ValueReader.Read(given, type, place.Diagnostics, StructureCodes.BadDefault, "the default", isSecret);
            if (isOptional || isSecret)
                place.Report(StructureCodes.BadDefault, isSecret ? "a secret cannot have a default" : "a parameter with a default is never absent",
                    fields.LocationOf(DefaultValue), "remove one of the two",
                    isSecret ? "a secret in the file is no secret: let it be given" : "remove `optional`, or the default");
        }

        return new("", isOptional && value is null ? type.Optional() : type, value, fields.Optional(Description, place), isSecret, fields.Location);
    }

    public override Meaning MeaningOf(YamlNode node) => node is YamlMapping mapping ? Form.MeaningOf(mapping) : new MapMeaning([]);

    private static void RefuseTemplates(YamlNode given, Place place)
    {
        switch (given)
        {
            case YamlScalar scalar when scalar.Text.Contains(TemplateShape.Marker, StringComparison.Ordinal):
                place.Report(StructureCodes.BadDefault, "a default cannot be a template", scalar.Location, "is not replaced here",
                    "write the value itself; what depends on other values is made where it is used, with `??` or `default`");
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items) RefuseTemplates(item, place);
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries) RefuseTemplates(entry.Value, place);
                break;
        }
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Form(Form);
}
