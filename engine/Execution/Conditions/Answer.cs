using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Conditions;

public enum Verdict { Holds, DoesNotHold, CannotTell }

/// <summary>What the world said to a question.</summary>
/// <param name="Summary">One line for people: what was found, with the names of the objects concerned.</param>
/// <param name="Evidence">What the verdict rests on, small enough to keep in the journal; no volatile values, so that the
/// same world gives the same evidence.</param>
/// <param name="Help">What to do next where it does not hold, or null.</param>
public sealed record Answer(Verdict Verdict, string Summary, Value Evidence, string? Help = null)
{
    /// <summary>
    /// Keys of the evidence that tell one world from another, such as fingerprints of roots: where one of these differs, an
    /// answer that still holds is about something else. Names and numbers that come and go with the load are none of them.
    /// </summary>
    [JsonIgnore]
    public ImmutableArray<string> Telling { get; init; } = [];

    /// <summary>The telling part of the evidence.</summary>
    [JsonIgnore]
    public Value Facts => Evidence is MapValue map && Telling.Length > 0
        ? new MapValue([.. map.Entries.Where(entry => Telling.Contains(entry.Key))])
        : Value.Null;

    public static Answer Holds(string summary, Value? evidence = null) => new(Verdict.Holds, summary, evidence ?? Value.Null);

    public static Answer DoesNotHold(string summary, Value? evidence = null, string? help = null) =>
        new(Verdict.DoesNotHold, summary, evidence ?? Value.Null, help);

    /// <summary>The world did not answer, or not in a way that can be judged; never to be read as either of the others.</summary>
    public static Answer CannotTell(string summary, string? help = null) => new(Verdict.CannotTell, summary, Value.Null, help);
}
