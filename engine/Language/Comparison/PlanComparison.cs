using System.Collections.Immutable;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Comparison;

/// <summary>What differs in meaning between two texts of one runbook. What they call is compared by itself.</summary>
public sealed class PlanComparison
{
    private readonly Dictionary<string, StepPair> _byOldId = new(StringComparer.Ordinal);

    private PlanComparison(Plan old, Plan @new)
    {
        Old = old;
        New = @new;
        var (before, after) = (RunbookMeaning.Of(old), RunbookMeaning.Of(@new));
        var matches = StepMatching.Of(before.Steps, after.Steps);
        RenamedParameters = ParameterRenames(before.Keys, after.Keys);
        var renames = new Renames(matches.Where(match => match.Key != match.Value).ToImmutableDictionary(), RenamedParameters);
        Head = [.. FieldComparison.Between(Renamed(renames, before.Keys), after.Keys)];
        Steps = Pairs(before.Steps, after.Steps, matches, renames);
        foreach (var pair in Steps)
            if (pair.Old is not null) _byOldId.Add(pair.Old.Id, pair);
    }

    public Plan Old { get; }

    public Plan New { get; }

    /// <summary>Changes of the keys beside the steps, such as `parameters.revision.default`.</summary>
    public ImmutableArray<FieldChange> Head { get; }

    /// <summary>All steps of both texts, in the order of the new one; removed ones behind those that stood before them.</summary>
    public ImmutableArray<StepPair> Steps { get; }

    /// <summary>Parameters whose name alone has changed: the old name with the new one.</summary>
    public ImmutableDictionary<string, string> RenamedParameters { get; }

    public bool IsEmpty => Head.IsEmpty && RenamedParameters.IsEmpty && Steps.All(step => step.IsUnchanged);

    public static PlanComparison Of(Plan old, Plan @new) => new(old, @new);

    /// <summary>What has become of a step of the old text.</summary>
    public StepPair Find(string oldId) => _byOldId[oldId];

    private static ImmutableArray<StepPair> Pairs(
        ImmutableArray<PlacedStep> old, ImmutableArray<PlacedStep> @new, ImmutableDictionary<string, string> matches, Renames renames)
    {
        var olds = matches.ToDictionary(match => match.Value, match => old.First(step => step.Id == match.Key), StringComparer.Ordinal);
        var moved = StepMoves.In(old, @new, matches);
        var pairs = @new.Select(step => olds.GetValueOrDefault(step.Id) is not { } before
            ? new StepPair([]) { NewPlace = step }
            : new StepPair([.. FieldComparison.Between(renames.In(before.Meaning.Keys), step.Meaning.Keys)])
            {
                OldPlace = before,
                NewPlace = step,
                IsMoved = moved.Contains(step.Id),
                IsInOtherBlock = !StepMoves.IsSameBlock(before, step, matches),
            }).ToList();
        foreach (var removed in old.Where(step => !matches.ContainsKey(step.Id)))
            pairs.Insert(PlaceOf(removed, pairs), new StepPair([]) { OldPlace = removed });
        return [.. pairs];
    }

    private static int PlaceOf(PlacedStep removed, List<StepPair> pairs)
    {
        for (var before = removed.Order - 1; before >= 0; before--)
        {
            var at = pairs.FindIndex(pair => pair.OldPlace?.Order == before);
            if (at >= 0) return at + 1;
        }

        return 0;
    }

    private static MapMeaning Renamed(Renames renames, MapMeaning keys) => renames.In(new MapMeaning([.. keys.Entries.Select(entry =>
        entry is { Key: var key, Value: MapMeaning parameters } && key == RunbookForm.Parameters.Name
            ? KeyValuePair.Create<string, Meaning>(key, new MapMeaning([.. parameters.Entries.Select(one =>
                KeyValuePair.Create(renames.Parameters.GetValueOrDefault(one.Key, one.Key), one.Value))]))
            : entry)]));

    /// <summary>A parameter that is gone and one that is new, of the same content and of no other's, are one that was renamed.</summary>
    private static ImmutableDictionary<string, string> ParameterRenames(MapMeaning old, MapMeaning @new)
    {
        var (before, after) = (Entries(old, @new), Entries(@new, old));
        var renames = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in before)
            if (after.Where(one => Meaning.AreSame(one.Value, value)).ToList() is [var match] && before.Count(one => Meaning.AreSame(one.Value, value)) == 1)
                renames.Add(name, match.Key);
        return renames.ToImmutable();
    }

    private static List<KeyValuePair<string, Meaning>> Entries(MapMeaning keys, MapMeaning others) =>
        keys[RunbookForm.Parameters.Name] is MapMeaning parameters
            ? [.. parameters.Entries.Where(one => (others[RunbookForm.Parameters.Name] as MapMeaning)?[one.Key] is null)]
            : [];
}
