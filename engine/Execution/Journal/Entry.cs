namespace MeshRunbook.Execution.Journal;

/// <summary>An event in its place in the journal.</summary>
/// <param name="Sequence">Counted from 1 without gaps.</param>
/// <param name="Time">UTC.</param>
/// <param name="Actor">The person in whose name the engine worked, as user@host.</param>
/// <param name="Previous">The digest of the line before, without its line break; of nothing for the first.</param>
public sealed record Entry(long Sequence, DateTimeOffset Time, string Actor, LineDigest Previous, Event Event);
