using System.Collections.Immutable;

namespace MeshRunbook.Language.Values;

/// <summary>A value of a parameter, an output or an expression. A secret stays marked through every expression that uses
/// it.</summary>
public abstract record Value
{
    private protected Value() { }

    /// <summary>Whether this value, or anything that it was made from, must never be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The same value, secret if <paramref name="secret"/> or already so.</summary>
    public Value MarkedSecret(bool secret = true) => secret && !IsSecret ? this with { IsSecret = true } : this;

    public static Value Null { get; } = new NullValue();

    public static Value Of(string text) => new TextValue(text);

    public static Value Of(bool value) => new BooleanValue(value);

    public static Value Of(long value) => new IntegerValue(value);

    public static Value Of(IEnumerable<Value> items) => new ListValue([.. items]);

    public static Value Of(IEnumerable<string> items) => new ListValue([.. items.Select(Of)]);
}

/// <summary>No value: an optional parameter that was not given, an output of a skipped step.</summary>
public sealed record NullValue : Value;

public sealed record TextValue(string Text) : Value;

public sealed record BooleanValue(bool Boolean) : Value;

public sealed record IntegerValue(long Integer) : Value;

/// <summary>A number with a fraction; only JSON that a command printed has these.</summary>
public sealed record NumberValue(double Number) : Value;

/// <summary>A span of time, written 90s, 30m, 24h, 1h30m.</summary>
public sealed record DurationValue(TimeSpan Duration) : Value;

public sealed record ListValue(ImmutableArray<Value> Items) : Value
{
    public bool Equals(ListValue? other) =>
        other is not null && IsSecret == other.IsSecret && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Length == 0 ? 0 : HashCode.Combine(Items.Length, Items[0]);
}

/// <summary>Named values in the order in which they were written.</summary>
public sealed record MapValue(ImmutableArray<KeyValuePair<string, Value>> Entries) : Value
{
    /// <summary>The value under a key, or null where the map lacks it.</summary>
    public Value? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
                if (entry.Key == key) return entry.Value;
            return null;
        }
    }

    public bool Equals(MapValue? other) =>
        other is not null && IsSecret == other.IsSecret && Entries.SequenceEqual(other.Entries);

    public override int GetHashCode() => Entries.Length == 0 ? 0 : HashCode.Combine(Entries.Length, Entries[0].Key);
}
