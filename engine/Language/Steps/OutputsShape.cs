using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Steps;

/// <summary>Outputs: a mapping of names to templates, or to `{value, description, sensitive}`.</summary>
internal sealed class OutputsShape : Shape<ImmutableArray<Output>>
{
    private static readonly Key<Template> Value = new("value", new TemplateShape(DataType.Any, "a template"), "What the output yields.")
    {
        IsRequired = true,
        Example = "\"{{ stdout }}\"",
    };

    private static readonly Key<string> Description = new("description", TextShape.Any, "What the output is.");

    private static readonly Key<bool> Sensitive = new("sensitive", BooleanShape.Instance, "Never show the value.") { Default = false };

    private readonly MapShape<(Template Value, bool IsSensitive)> _map = new("a mapping of names to templates", NameShapes.Identifier, new OneShape());

    public static OutputsShape Instance { get; } = new();

    public override string Noun => _map.Noun;

    public override ImmutableArray<Output> Nothing => [];

    public override IEnumerable<Form> Forms => _map.Forms;

    public override Shape Inner => _map.Inner;

    public override ImmutableArray<Output> Read(YamlNode node, Place place) =>
    [
        .. _map.Read(node, place).Select(entry => new Output(entry.Name, entry.Value.Value, entry.Value.IsSensitive)
        {
            Type = TypeOf(entry.Value.Value),
        }),
    ];

    public override Meaning MeaningOf(YamlNode node) => _map.MeaningOf(node);

    public override JsonObject Schema(SchemaDefinitions definitions) => _map.Schema(definitions);

    private static DataType TypeOf(Template template) => template.Whole?.Type ?? DataType.String;

    private sealed class OneShape : Shape<(Template Value, bool IsSensitive)>
    {
        private static readonly Form Form = new("an output", OutputsShape.Value, Description, Sensitive);

        public override string Noun => "a template";

        public override (Template Value, bool IsSensitive) Nothing => (OutputsShape.Value.Type.Nothing, false);

        public override IEnumerable<Form> Forms => [Form];

        public override Form? FormOf(YamlMapping mapping) => Form;

        public override (Template Value, bool IsSensitive) Read(YamlNode node, Place place)
        {
            if (node is not YamlMapping mapping) return (OutputsShape.Value.Type.Read(node, place), false);
            var fields = Form.Check(mapping, place);
            fields.Optional(Description, place);
            return (fields.Read(OutputsShape.Value, place), fields.Read(Sensitive, place));
        }

        public override Meaning MeaningOf(YamlNode node) => node is YamlMapping mapping
            ? Form.MeaningOf(mapping)
            : new MapMeaning([KeyValuePair.Create(OutputsShape.Value.Name, OutputsShape.Value.Shape.MeaningOf(node))]);

        public override JsonObject Schema(SchemaDefinitions definitions) =>
            SchemaDefinitions.AnyOf(OutputsShape.Value.Type.Schema(definitions), definitions.Form(Form));
    }
}
