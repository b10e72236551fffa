using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>A list whose items have one shape; a single item may stand for a list of one where <see cref="AllowsOne"/> says so.</summary>
internal sealed class ListShape<T>(Shape<T> items) : Shape<ImmutableArray<T>>
{
    public bool AllowsOne { get; init; }

    public bool AllowsEmpty { get; init; }

    public string? Name { get; init; }

    public override string Noun => Name ?? (AllowsOne ? $"{items.Noun} or a list of such" : "a list");

    public override ImmutableArray<T> Nothing => [];

    public override IEnumerable<Form> Forms => items.Forms;

    public override Form? FormOf(YamlMapping mapping) => items.FormOf(mapping);

    public override Shape Inner => items;

    public override ImmutableArray<T> Read(YamlNode node, Place place)
    {
        if (node is not YamlSequence sequence)
            return AllowsOne && node is not YamlScalar { IsNothing: true } ? [items.Read(node, place)] : Refuse(node, place);
        if (sequence.Items.Length == 0 && !AllowsEmpty)
            place.Report(StructureCodes.OutOfRange, $"{place.Subject} is an empty list", node.Location, "at least one is needed");
        var inner = place.About($"an item of {place.Subject}");
        return [.. sequence.Items.Select(item => items.Read(item, inner))];
    }

    public override Meaning MeaningOf(YamlNode node) =>
        new ListMeaning(node is YamlSequence sequence ? [.. sequence.Items.Select(items.MeaningOf)] : [items.MeaningOf(node)]);

    public override JsonObject Schema(SchemaDefinitions definitions)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = items.Schema(definitions) };
        if (!AllowsEmpty) list["minItems"] = 1;
        return AllowsOne ? SchemaDefinitions.AnyOf(items.Schema(definitions), list) : list;
    }
}
