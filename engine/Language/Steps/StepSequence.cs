using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Steps;

/// <summary>Steps in order, and the names that what follows may use.</summary>
internal sealed record StepSequence(ImmutableArray<Step> Steps, Names After);

/// <summary>A list of steps; each may use the outputs of those before it.</summary>
internal sealed class StepSequenceShape : Shape<StepSequence>
{
    public static StepSequenceShape Instance { get; } = new();

    public override string Noun => "a list of steps";

    public override StepSequence Nothing { get; } = new([], Names.None);

    public override Form? FormOf(YamlMapping mapping) => mapping.Entries.Select(entry => StepKinds.Find(entry.Key.Text)).FirstOrDefault(kind => kind is not null)?.Form;

    public override StepSequence Read(YamlNode node, Place place)
    {
        if (node is not YamlSequence sequence) return Refuse(node, place, node is YamlMapping ? "write each step as `- id: NAME`, with a space behind the hyphen and its other keys below" : null);
        if (sequence.Items.Length == 0)
            place.Report(StructureCodes.OutOfRange, $"{place.Subject} is an empty list", node.Location, "at least one step is needed");
        var steps = ImmutableArray.CreateBuilder<Step>(sequence.Items.Length);
        var names = place.Names;
        foreach (var item in sequence.Items)
        {
            // Nothing comes of the plan any more, and nothing more is said.
            if (place.Diagnostics is { IsFull: true, HasErrors: true }) break;
            if (StepReader.Read(item, place with { Names = names, Subject = "a step" }) is { } read)
            {
                steps.Add(read.Step);
                names = read.After;
            }
            else
            {
                foreach (var id in StepIds.In(item)) names = names.WithUnreadableStep(id);
            }
        }

        return new(steps.DrainToImmutable(), names);
    }

    public override Meaning MeaningOf(YamlNode node) =>
        new StepsMeaning(node is YamlSequence sequence ? [.. sequence.Items.OfType<YamlMapping>().Select(StepReader.MeaningOf)] : []);

    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Steps();
}
