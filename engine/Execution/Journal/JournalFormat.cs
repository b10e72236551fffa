using System.Collections.Immutable;

namespace MeshRunbook.Execution.Journal;

/// <summary>
/// The journal as text: a line of JSON for each entry, each with the SHA-256 of the line before, so that no line can be
/// changed, taken out or put in without breaking the chain.
/// </summary>
public static class JournalFormat
{
    /// <summary>What the first entry has as its previous digest: the SHA-256 of nothing.</summary>
    public static LineDigest Beginning { get; } = LineDigest.Of([]);

    /// <summary>The line of an entry without its line break.</summary>
    public static byte[] Write(Entry entry) => EntryWriter.Write(entry);

    /// <summary>
    /// Reads and checks a whole journal. What follows the last line break is an append that a crash cut off; it never
    /// happened, and is left out.
    /// </summary>
    /// <exception cref="JournalException">A line is no entry, or the chain is broken there.</exception>
    public static JournalText Read(ReadOnlyMemory<byte> text)
    {
        var piece = JournalPiece.Read(text.Span);
        return new([.. piece.Entries], JournalPosition.Start.Behind(piece));
    }
}

/// <summary>A journal that was read.</summary>
/// <param name="End">Where it ends.</param>
public sealed record JournalText(ImmutableArray<Entry> Entries, JournalPosition End);
