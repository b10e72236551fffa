using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Conditions;

/// <summary>A condition: a mapping with exactly one key that names its kind.</summary>
internal sealed class ConditionShape : Shape<Condition>
{
    public static ConditionShape Instance { get; } = new();

    public override string Noun => "a condition";

    public override Condition Nothing { get; } = new("", new([]), new Location(new SourceText("", ""), default));

    /// <summary>A word may be a kind of its own and a key of another: the kind that takes most of the keys is meant.</summary>
    public override Form? FormOf(YamlMapping mapping) => mapping.Entries.Select(entry => ConditionKinds.Find(entry.Key.Text)?.Form).OfType<Form>()
        .MaxBy(form => mapping.Entries.Count(entry => form.Find(entry.Key.Text) is not null));

    public override Condition Read(YamlNode node, Place place)
    {
        if (node is not YamlMapping mapping)
            return Refuse(node, place, "write a mapping such as {exists: deployment/x, namespace: y}");
        if (KindKey.Find(mapping, "condition", ConditionKinds.Find, kind => kind.Form, ConditionKinds.All.Select(kind => kind.Name), place) is not { } found)
            return Nothing;
        var fields = found.Kind.Form.Check(found.Mapping, place);
        found.Kind.Check?.Invoke(fields, place);
        return new(found.Kind.Name, Trees.Read(fields, place), mapping.Location);
    }

    public override Meaning MeaningOf(YamlNode node) =>
        node is YamlMapping mapping && KindKey.Of(mapping, ConditionKinds.Find, kind => kind.Form) is { } kind
            ? kind.Form.MeaningOf(mapping)
            : new MapMeaning([]);

    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Condition();
}
