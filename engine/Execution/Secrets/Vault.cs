using System.Collections.Immutable;
using System.Security.Cryptography;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Secrets;

/// <summary>
/// The secret values of a run by their digest. The journal holds digests only: HMAC-SHA-256 with the run's own key, so that
/// a secret which is easy to guess cannot be guessed from the journal.
/// </summary>
/// <param name="key">The run's <see cref="Store.RunRecord.DigestKey"/> as bytes.</param>
/// <param name="read">A secret that was saved with the run, or null.</param>
public sealed class Vault(byte[] key, Func<string, byte[]?> read)
{
    private readonly Dictionary<string, Value> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>Digests that stand in the journal and whose value is neither given nor saved.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>All secret values known by now.</summary>
    public IReadOnlyCollection<Value> Known => _known.Values;

    /// <summary>The digest that stands for a value in the journal.</summary>
    public string DigestOf(Value value) => "hmac-sha256:" + Convert.ToHexStringLower(
        HMACSHA256.HashData(key, JournalValues.ToUtf8(Unmarked(value))));

    /// <summary>Makes a secret known, such as a parameter that was given anew for a resume.</summary>
    public string Add(Value secret)
    {
        var digest = DigestOf(secret);
        _known[digest] = Unmarked(secret).MarkedSecret();
        _missing.Remove(digest);
        return digest;
    }

    /// <summary>The value as the journal may have it: each secret in it replaced by its digest.</summary>
    public Value Seal(Value value) => value switch
    {
        NullValue => Value.Null,
        { IsSecret: true } => new TextValue(Add(value)) { IsSecret = true },
        ListValue list => new ListValue([.. list.Items.Select(Seal)]),
        MapValue map => new MapValue([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Seal(entry.Value)))]),
        _ => value,
    };

    /// <summary>The value that was sealed; a secret that is not known stays its digest and is listed as missing.</summary>
    public Value Open(Value value) => value switch
    {
        TextValue { IsSecret: true } digest => Find(digest),
        ListValue list when list.Items.Any(HoldsSecret) => new ListValue([.. list.Items.Select(Open)]),
        MapValue map when HoldsSecret(map) =>
            new MapValue([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Open(entry.Value)))]),
        _ => value,
    };

    /// <summary>Whether a value is secret, or holds one that is.</summary>
    public static bool HoldsSecret(Value value) => value.IsSecret || value switch
    {
        ListValue list => list.Items.Any(HoldsSecret),
        MapValue map => map.Entries.Any(entry => HoldsSecret(entry.Value)),
        _ => false,
    };

    /// <summary>The digests that stand for secrets in a sealed value.</summary>
    internal static IEnumerable<string> DigestsIn(Value value) => value switch
    {
        TextValue { IsSecret: true } digest => [digest.Text],
        ListValue list => list.Items.SelectMany(DigestsIn),
        MapValue map => map.Entries.SelectMany(entry => DigestsIn(entry.Value)),
        _ => [],
    };

    private Value Find(TextValue digest)
    {
        if (_known.TryGetValue(digest.Text, out var known)) return known;
        if (read(digest.Text) is { } saved) return _known[digest.Text] = JournalValues.FromUtf8(saved).MarkedSecret();
        _missing.Add(digest.Text);
        return digest;
    }

    internal static Value Unmarked(Value value) => value switch
    {
        ListValue list => new ListValue([.. list.Items.Select(Unmarked)]),
        MapValue map => new MapValue([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Unmarked(entry.Value)))]),
        { IsSecret: true } => value with { IsSecret = false },
        _ => value,
    };
}
