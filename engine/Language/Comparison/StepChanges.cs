using System.Collections.Immutable;
using MeshRunbook.Language.Comparison.Risks;

namespace MeshRunbook.Language.Comparison;

/// <summary>The changes of one step.</summary>
internal static class StepChanges
{
    public static IEnumerable<Change> Of(StepPair pair, ImmutableArray<StepPair> all)
    {
        if (pair.OldPlace is not { } old)
        {
            var judgement = StepRisks.OfAdded(pair.New!, Main(pair.NewPlace!));
            yield return Change(ChangeKind.Added, pair.NewPlace!, judgement) with { Content = Content(pair.NewPlace!) };
            yield break;
        }

        if (pair.NewPlace is not { } @new)
        {
            yield return Change(ChangeKind.Removed, old, StepRisks.OfRemoved(pair.Old!)) with { Content = Content(old) };
            yield break;
        }

        if (pair.IsRenamed)
            yield return Change(ChangeKind.Renamed, @new, new(Risk.Low, "journals and runs know it by its old name")) with { From = old.Address };
        if (pair.IsMoved)
            yield return Change(ChangeKind.Moved, @new, OrderRisks.Of(pair, all)) with { From = PlaceOf(old, all) };
        foreach (var field in Fields(pair))
            yield return Change(ChangeKind.Changed, @new, StepRisks.OfField(pair, field)) with { Field = field, Demands = VersionRules.OfStep(ChangeKind.Changed, field) };
    }

    private static IEnumerable<FieldChange> Fields(StepPair pair) => pair.IsOtherKind
        ? pair.Changes.Prepend(new("kind") { Old = new TextMeaning(pair.OldPlace!.Meaning.Kind), New = new TextMeaning(pair.NewPlace!.Meaning.Kind) })
        : pair.Changes;

    private static Change Change(ChangeKind kind, PlacedStep place, Judgement judgement) => new(kind, place.Address, judgement.Risk, judgement.Reason)
    {
        Runbook = "", IsOfStep = true, Location = place.Meaning.Location, Demands = VersionRules.OfStep(kind, null),
    };

    /// <summary>Behind which step it stood.</summary>
    private static string PlaceOf(PlacedStep old, ImmutableArray<StepPair> all) =>
        all.FirstOrDefault(pair => pair.OldPlace is { } other && other.Parent == old.Parent && other.Branch == old.Branch && other.Index == old.Index - 1) is { OldPlace: { } before }
            ? $"behind {before.Address}"
            : old.Parent is null ? "at the beginning" : $"first in {old.Address[..(old.Address.Length - old.Id.Length - 1)]}";

    private static Meaning? Main(PlacedStep place) => place.Meaning.Keys[place.Meaning.Kind];

    private static string? Content(PlacedStep place) => Main(place) switch
    {
        null or StepsMeaning => null,
        ListMeaning { Items: [MapMeaning { Entries: [.., { Value: StepsMeaning }] }, ..] } branches => Words(branches),
        TextMeaning { Text: var script } when place.Meaning.Kind == "shell" => script.TrimEnd(),
        var main => $"{place.Meaning.Kind}: {main.Shown}",
    };

    private static string Words(ListMeaning branches) =>
        $"parallel: {string.Join(", ", branches.Items.Cast<MapMeaning>().Select(branch => branch["id"]?.Shown))}";
}
