using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshRunbook.Execution.Journal;

/// <summary>
/// The journal as text: a line of JSON for each entry, each with the SHA-256 of the line before, so that no line can be
/// changed, taken out or put in without breaking the chain.
/// </summary>
public static class JournalFormat
{
    private const byte LineBreak = (byte)'\n';

    /// <summary>What the first entry has as its previous digest: the SHA-256 of nothing.</summary>
    public static string Beginning { get; } = Digest([]);

    /// <summary>The line of an entry without its line break.</summary>
    public static byte[] Write(Entry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, JournalJson.Default.Entry);

    /// <summary>Lower-case hexadecimal SHA-256 of a line without its line break.</summary>
    public static string Digest(ReadOnlySpan<byte> line)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(line, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>
    /// Reads and checks a whole journal. What follows the last line break is an append that a crash cut off; it never
    /// happened, and is left out.
    /// </summary>
    /// <exception cref="JournalException">A line is no entry, or the chain is broken there.</exception>
    public static JournalText Read(ReadOnlyMemory<byte> text)
    {
        var lines = Lines(text);
        var entries = new Entry[lines.Count];
        var digests = new string[lines.Count];
        var problems = new string?[lines.Count];
        Parallel.ForEach(Chunks(lines.Count), chunk =>
        {
            for (var i = chunk.From; i < chunk.To; i++)
            {
                digests[i] = Digest(lines[i].Span);
                problems[i] = TryRead(lines[i].Span, out entries[i]!);
            }
        });
        for (var i = 0; i < entries.Length; i++)
        {
            var problem = problems[i] ?? Misfit(entries[i], i + 1, i == 0 ? Beginning : digests[i - 1]);
            if (problem is not null) throw new JournalException($"journal line {i + 1} {problem}");
        }

        var length = lines.Sum(line => line.Length + 1L);
        return new(ImmutableArray.Create(entries), entries.Length == 0 ? Beginning : digests[^1], length);
    }

    private static IEnumerable<(int From, int To)> Chunks(int count)
    {
        const int size = 4096;
        for (var from = 0; from < count; from += size) yield return (from, Math.Min(count, from + size));
    }

    private static List<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> text)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (text.Span.IndexOf(LineBreak) is >= 0 and var end)
        {
            lines.Add(text[..end]);
            text = text[(end + 1)..];
        }

        return lines;
    }

    /// <summary>Reads one line; what is wrong with it, or null.</summary>
    internal static string? TryRead(ReadOnlySpan<byte> line, out Entry? entry)
    {
        entry = null;
        try
        {
            entry = EntryReader.Read(line);
            return null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return "is no entry of a journal";
        }
    }

    private static string? Misfit(Entry entry, long sequence, string previous)
    {
        if (entry.Previous != previous) return "does not follow from the line before it: one of the two was changed";
        return entry.Sequence == sequence ? null : $"has the number {entry.Sequence} and not {sequence}";
    }
}

/// <summary>A journal that was read.</summary>
/// <param name="LastDigest">What the next entry has as its previous digest.</param>
/// <param name="Length">Bytes up to the end of the last whole line.</param>
public sealed record JournalText(ImmutableArray<Entry> Entries, string LastDigest, long Length);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(JournalValues), typeof(AddressJson)])]
[JsonSerializable(typeof(Entry))]
internal sealed partial class JournalJson : JsonSerializerContext;
