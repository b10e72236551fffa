using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>An entry of a map: its name, where that stands, and its value.</summary>
internal sealed record Named<T>(string Name, Location Location, T Value);

/// <summary>A mapping from names that the runbook chooses to values of one shape.</summary>
/// <param name="noun">What messages call it: `a mapping of names to templates`.</param>
internal sealed class MapShape<T>(string noun, TextShape names, Shape<T> values) : Shape<ImmutableArray<Named<T>>>
{
    public override string Noun => noun;

    public override ImmutableArray<Named<T>> Nothing => [];

    public override IEnumerable<Form> Forms => values.Forms;

    public override Shape Inner => values;

    public override ImmutableArray<Named<T>> Read(YamlNode node, Place place)
    {
        if (node is not YamlMapping mapping) return Refuse(node, place);
        var read = ImmutableArray.CreateBuilder<Named<T>>(mapping.Entries.Length);
        foreach (var entry in mapping.Entries)
        {
            var name = names.Read(entry.Key, place.About("the name"));
            read.Add(new(name, entry.Key.Location, values.Read(entry.Value, place.About($"`{entry.Key.Text}`"))));
        }

        return read.MoveToImmutable();
    }

    public override Meaning MeaningOf(YamlNode node) => new MapMeaning(node is YamlMapping mapping
        ? [.. mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, values.MeaningOf(entry.Value)))]
        : []);

    public override JsonObject Schema(SchemaDefinitions definitions)
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = values.Schema(definitions) };
        if (names.Pattern is not null) schema["propertyNames"] = new JsonObject { ["pattern"] = names.Pattern };
        return schema;
    }
}
