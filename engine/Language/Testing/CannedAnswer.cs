using System.Collections.Immutable;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Testing;

public enum CannedVerdict { Holds, DoesNotHold, CannotTell }

/// <summary>What a condition says in a test, in place of being asked.</summary>
/// <param name="Condition">The kind of condition and keys that it must have; null for any.</param>
/// <param name="Step">The address of the step that asks; null for any.</param>
public sealed record CannedAnswer(ConditionPattern? Condition, Pattern? Step, CannedVerdict Verdict, Location Location)
{
    /// <summary>Where the step's address stands; null where there is none.</summary>
    public Location? StepAt { get; init; }

    public string? Summary { get; init; }

    public string? Help { get; init; }

    public Value Evidence { get; init; } = Value.Null;

    /// <summary>How long after it was asked first it comes to this; before that it does not hold.</summary>
    public TimeSpan After { get; init; }

    /// <summary>How often it is given, before later ones are looked at; null for always.</summary>
    public int? Times { get; init; }
}

/// <summary>Which conditions are meant.</summary>
/// <param name="Kind">The key that names the kind; null for any.</param>
public sealed record ConditionPattern(string? Kind, ImmutableArray<KeyValuePair<string, ValuePattern>> Keys);
