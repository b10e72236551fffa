using System.Collections.Immutable;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Language.Comparison;

/// <summary>A step of the old text and what has become of it, or a step that only one of the two texts has.</summary>
/// <param name="Changes">The keys in which the two differ.</param>
public sealed record StepPair(ImmutableArray<FieldChange> Changes)
{
    internal PlacedStep? OldPlace { get; init; }

    internal PlacedStep? NewPlace { get; init; }

    /// <summary>The step of the old text; null where it was added.</summary>
    public Step? Old => OldPlace?.Step;

    /// <summary>The step of the new text; null where it was removed.</summary>
    public Step? New => NewPlace?.Step;

    /// <summary>Whether it stands in another block, or before what it stood behind.</summary>
    public bool IsMoved { get; init; }

    /// <summary>Whether it stands in another loop, branch or runbook body.</summary>
    public bool IsInOtherBlock { get; init; }

    public bool IsRenamed => OldPlace is not null && NewPlace is not null && OldPlace.Id != NewPlace.Id;

    /// <summary>Whether it is another kind of step now, such as a script in place of a command.</summary>
    public bool IsOtherKind => OldPlace is not null && NewPlace is not null && OldPlace.Meaning.Kind != NewPlace.Meaning.Kind;

    /// <summary>The parameters of its runbook that the old step uses, those used inside it not among them.</summary>
    public IEnumerable<string> ParametersUsed => OldPlace is null ? [] : Renames.ParametersIn(OldPlace.Meaning.Keys).Distinct();

    /// <summary>The parameters of its runbook that an argument of the old call uses.</summary>
    public IEnumerable<string> ParametersOf(string argument) =>
        (OldPlace?.Meaning.Keys["with"] as MapMeaning)?[argument] is { } value ? Renames.ParametersIn(value).Distinct() : [];

    /// <summary>Whether another step comes before this one in the same block of the new text.</summary>
    public bool IsBehind(StepPair other) => NewPlace is { } place && other.NewPlace is { } before
        && place.Parent == before.Parent && place.Branch == before.Branch && before.Index < place.Index;

    /// <summary>Whether it stands right inside another step of the new text.</summary>
    public bool IsInside(StepPair outer) => NewPlace is { } place && place.Parent == outer.NewPlace?.Id;

    public bool IsUnchanged => Old is not null && New is not null && Changes.IsEmpty && !IsMoved && !IsRenamed && !IsOtherKind;
}
