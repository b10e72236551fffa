using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Conditions;

/// <summary>Shapes whose values stay YAML with templates in it: the keys of conditions.</summary>
internal static class Trees
{
    public static Shape<TemplateTree> Text { get; } = new LeafShape(TemplateShape.Text);

    public static Shape<TemplateTree> Integer { get; } = new LeafShape(TemplateShape.Integer);

    /// <summary>A whole number in a range, or a template.</summary>
    public static Shape<TemplateTree> IntegerIn(int minimum, int maximum = int.MaxValue) => new LeafShape(
        new TemplateShape(DataType.Integer, "a whole number or a template") { Minimum = minimum, Maximum = maximum == int.MaxValue ? null : maximum });

    /// <summary>A text of a format, as far as it stands there literally, or a template.</summary>
    public static Shape<TemplateTree> Formatted(TextFormat format) => new FormattedShape(format);

    public static Shape<TemplateTree> Boolean { get; } = new LeafShape(TemplateShape.Boolean);

    /// <summary>A list of texts, a template that yields one, or a single text.</summary>
    public static Shape<TemplateTree> Texts { get; } = new TreeListShape(Text, "text or a list of texts");

    /// <summary>A word of a closed set, or a template that yields one.</summary>
    public static Shape<TemplateTree> Choice(params ImmutableArray<string> words) => new LeafShape(new TemplateShape(
        new EnumType(words), "one of " + string.Join(", ", words.Select(word => $"`{word}`"))));

    /// <summary>Each key of the condition that is given, in the order in which the condition declares them.</summary>
    public static TemplateMap Read(Fields fields, Place place)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, TemplateTree>>();
        foreach (var key in fields.Form.Keys)
            if (fields.Has(key)) entries.Add(new(key.Name, fields.Read((Key<TemplateTree>)key, place)));
        return new(entries.DrainToImmutable());
    }

    public static Shape<TemplateTree> Form(string noun, Form form) =>
        new FormShape<TemplateTree>(noun, form, Read, new TemplateMap([]));
}

/// <summary>A template of a type.</summary>
internal sealed class LeafShape(TemplateShape template) : Shape<TemplateTree>
{
    public override string Noun => template.Noun;

    public override IEnumerable<(string Word, string? Meaning)> Choices => template.Choices;

    public override TemplateTree Nothing => new TemplateLeaf(template.Nothing);

    public override TemplateTree Read(YamlNode node, Place place) => new TemplateLeaf(template.Read(node, place));

    public override JsonNode? Show(TemplateTree value) => value is TemplateLeaf leaf ? template.Show(leaf.Template) : null;

    public override Meaning MeaningOf(YamlNode node) => template.MeaningOf(node);

    public override JsonObject Schema(SchemaDefinitions definitions) => template.Schema(definitions);
}

/// <summary>A text that is held to a format where no template stands in it.</summary>
internal sealed class FormattedShape(TextFormat format) : Shape<TemplateTree>
{
    public override string Noun => Trees.Text.Noun;

    public override TemplateTree Nothing => Trees.Text.Nothing;

    public override TemplateTree Read(YamlNode node, Place place)
    {
        if (node is YamlScalar { IsNothing: false } scalar && !scalar.Text.Contains(TemplateShape.Marker, StringComparison.Ordinal)
            && TextFormats.Problem(scalar.Text, format) is { } problem)
            place.Report(StructureCodes.BadFormat, $"{place.Subject} {problem}, not `{scalar.Text}`", scalar.Location, "not well formed");
        return Trees.Text.Read(node, place);
    }

    public override Meaning MeaningOf(YamlNode node) => Trees.Text.MeaningOf(node);

    public override JsonObject Schema(SchemaDefinitions definitions) => Trees.Text.Schema(definitions);
}

/// <summary>A list of trees; one of them alone, or a template that yields the list, may stand for it.</summary>
internal sealed class TreeListShape(Shape<TemplateTree> items, string noun) : Shape<TemplateTree>
{
    public override string Noun => noun;

    public override TemplateTree Nothing => new TemplateList([]);

    public override IEnumerable<Form> Forms => items.Forms;

    public override IEnumerable<(string Word, string? Meaning)> Choices => items.Choices;

    public override Form? FormOf(YamlMapping mapping) => items.FormOf(mapping);

    public override Shape Inner => items;

    public override TemplateTree Read(YamlNode node, Place place)
    {
        switch (node)
        {
            case YamlSequence { Items.Length: 0 }:
                place.Report(StructureCodes.OutOfRange, $"{place.Subject} is an empty list", node.Location, "at least one is needed");
                return Nothing;
            case YamlSequence sequence:
                var inner = place.About($"an item of {place.Subject}");
                return new TemplateList([.. sequence.Items.Select(item => items.Read(item, inner))]);
            case YamlScalar { IsNothing: false } scalar when IsWholeTemplate(scalar.Text):
                var template = TemplateParser.Parse(scalar.Decoded, place.Names, DataType.Any, place.Diagnostics, place.File.Symbols);
                ParametersUsed.In(template, place.File.UsedParameters);
                return template.Whole is { Type: ListType or AnyType } ? new TemplateLeaf(template) : new TemplateList([new TemplateLeaf(template)]);
            case YamlScalar { IsNothing: false } or YamlMapping:
                return new TemplateList([items.Read(node, place)]);
            default:
                return Refuse(node, place);
        }
    }

    public override Meaning MeaningOf(YamlNode node) => node switch
    {
        YamlSequence sequence => new ListMeaning([.. sequence.Items.Select(items.MeaningOf)]),
        // Whether it yields the list or one item of it is told by its type.
        YamlScalar scalar when IsWholeTemplate(scalar.Text) => items.MeaningOf(node),
        _ => new ListMeaning([items.MeaningOf(node)]),
    };

    public override JsonObject Schema(SchemaDefinitions definitions) => SchemaDefinitions.AnyOf(
        items.Schema(definitions),
        new JsonObject { ["type"] = "array", ["items"] = items.Schema(definitions), ["minItems"] = 1 });

    private static bool IsWholeTemplate(string text) =>
        text.AsSpan().Trim() is var trimmed && trimmed.StartsWith(TemplateShape.Marker, StringComparison.Ordinal)
        && trimmed.EndsWith("}}", StringComparison.Ordinal);

}

/// <summary>A mapping from names to trees.</summary>
internal sealed class TreeMapShape(string noun, TextShape names, Shape<TemplateTree> values) : Shape<TemplateTree>
{
    private readonly MapShape<TemplateTree> _map = new(noun, names, values);

    public override Shape Inner => values;

    public override string Noun => noun;

    public override TemplateTree Nothing => new TemplateMap([]);

    public override TemplateTree Read(YamlNode node, Place place) =>
        new TemplateMap([.. _map.Read(node, place).Select(entry => new KeyValuePair<string, TemplateTree>(entry.Name, entry.Value))]);

    public override Meaning MeaningOf(YamlNode node) => _map.MeaningOf(node);

    public override JsonObject Schema(SchemaDefinitions definitions) => _map.Schema(definitions);
}
