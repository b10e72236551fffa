using System.Collections.Immutable;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Editing;

public enum OutlineKind { Parameter, Step, Block, Checkpoint }

/// <summary>A parameter, step or branch of a text, with those in it.</summary>
/// <param name="Detail">The kind of step, or the type.</param>
/// <param name="Location">All of it; <paramref name="Name"/> stands at <paramref name="NameLocation"/> in it.</param>
public sealed record OutlineItem(
    string Name, string? Detail, OutlineKind Kind, Location Location, Location NameLocation, ImmutableArray<OutlineItem> Items)
{
    public static ImmutableArray<OutlineItem> Of(Analysis analysis) => analysis.Root is YamlMapping root
        ? [.. Parameters(root.Find("parameters")?.Value), .. Steps(root.Find("steps")?.Value)]
        : [];

    private static IEnumerable<OutlineItem> Parameters(YamlNode? node) => node is YamlMapping mapping
        ? mapping.Entries.Select(entry => new OutlineItem(entry.Key.Text, ((entry.Value as YamlMapping)?.Find("type")?.Value as YamlScalar)?.Text, OutlineKind.Parameter,
            Whole(entry.Key, entry.Value), entry.Key.Location, []))
        : [];

    private static IEnumerable<OutlineItem> Steps(YamlNode? node) => node is YamlSequence sequence
        ? sequence.Items.OfType<YamlMapping>().Select(Step).OfType<OutlineItem>()
        : [];

    private static OutlineItem? Step(YamlMapping mapping)
    {
        var kind = mapping.Entries.FirstOrDefault(entry => StepKinds.Find(entry.Key.Text) is not null)?.Key.Text;
        if (mapping.Find(kind == "checkpoint" ? kind : "id")?.Value is not YamlScalar { Text.Length: > 0 } name) return null;
        ImmutableArray<OutlineItem> items = [.. Steps(mapping.Find("steps")?.Value), .. Steps(mapping.Find("parallel")?.Value)];
        return new(name.Text, kind, kind == "checkpoint" ? OutlineKind.Checkpoint : items.IsEmpty ? OutlineKind.Step : OutlineKind.Block,
            mapping.Location, name.Location, items);
    }

    private static Location Whole(YamlNode first, YamlNode last) =>
        new(first.Location.Source, Span.Between(first.Location.Span.Start, Math.Max(first.Location.Span.End, last.Location.Span.End)));
}
