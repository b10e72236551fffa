using System.Security.Cryptography;
using System.Text.Json;

namespace MeshRunbook.Execution.Journal;

/// <summary>Whole lines of a journal that follow each other, read and checked as a chain among themselves.</summary>
/// <param name="Entries">Up to the first line with which something is wrong.</param>
/// <param name="LastDigest">The digest of the last of them.</param>
/// <param name="Length">Bytes of these lines with their line breaks.</param>
/// <param name="Problem">What is wrong with the line behind the entries; null where nothing is.</param>
public sealed record JournalPiece(IReadOnlyList<Entry> Entries, LineDigest LastDigest, long Length, JournalProblem? Problem)
{
    private const byte LineBreak = (byte)'\n';

    /// <summary>Reads lines, each ended by its line break.</summary>
    public static JournalPiece Read(ReadOnlySpan<byte> text)
    {
        var reader = new EntryReader();
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var entries = new List<Entry>(text.Length / 256);
        var (digest, length) = ((LineDigest?)null, 0L);
        while (text.IndexOf(LineBreak) is >= 0 and var end)
        {
            var problem = TryRead(text[..end], reader, digest, out var entry) ?? (entries.Count == 0 ? null : Misfit(entry!, entries[^1].Sequence + 1, digest!.Value));
            if (problem is not null) return new(entries, digest ?? default, length, problem);
            entries.Add(entry!);
            digest = LineDigest.Of(text[..end], sha256);
            length += end + 1;
            text = text[(end + 1)..];
        }

        return new(entries, digest ?? default, length, null);
    }

    /// <summary>Reads one line; what is wrong with it, or null.</summary>
    /// <param name="reader">One for all lines: it keeps what it needs for each of them.</param>
    /// <param name="previous">What the line before makes its previous digest, where that is known.</param>
    internal static JournalProblem? TryRead(ReadOnlySpan<byte> line, EntryReader reader, LineDigest? previous, out Entry? entry)
    {
        entry = null;
        try
        {
            entry = reader.Read(line, previous);
            return null;
        }
        catch (NotSupportedException unknown)
        {
            return new($"has the event `{unknown.Message}`, which this version of runbook does not know: a newer one wrote it", IsNewer: true);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return new("is no entry of a journal");
        }
    }

    internal static JournalProblem? Misfit(Entry entry, long sequence, LineDigest previous)
    {
        if (entry.Previous != previous) return new("does not follow from the line before it: one of the two was changed");
        return entry.Sequence == sequence ? null : new($"has the number {entry.Sequence} and not {sequence}");
    }
}

/// <summary>What is wrong with a line of a journal.</summary>
/// <param name="Text">Follows "journal line 7".</param>
/// <param name="IsNewer">Whether the line is only too new to be understood.</param>
public sealed record JournalProblem(string Text, bool IsNewer = false);
