using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>A mapping with keys of its own.</summary>
/// <param name="build">Makes the value of the checked mapping.</param>
internal sealed class FormShape<T>(string noun, Form form, Func<Fields, Place, T> build, T nothing) : Shape<T>
{
    /// <summary>Whether a single word may stand for the mapping, such as `none`; it is read as the stand-in.</summary>
    public Func<string, bool>? IsWord { get; init; }

    /// <summary>Such words in the schema.</summary>
    public Func<JsonObject>? WordSchema { get; init; }

    public override string Noun => noun;

    public override T Nothing => nothing;

    public override IEnumerable<Form> Forms => [form];

    public override Form? FormOf(YamlMapping mapping) => form;

    public override T Read(YamlNode node, Place place)
    {
        if (node is YamlScalar { IsNothing: false } scalar && IsWord is not null && IsWord(scalar.Text)) return nothing;
        return node is YamlMapping mapping ? build(form.Check(mapping, place), place) : Refuse(node, place);
    }

    public override Meaning MeaningOf(YamlNode node) => node is YamlMapping mapping ? form.MeaningOf(mapping) : new TextMeaning(TextOf(node));

    public override JsonObject Schema(SchemaDefinitions definitions)
    {
        var schema = definitions.Form(form);
        return WordSchema is null ? schema : SchemaDefinitions.AnyOf(WordSchema(), schema);
    }
}
