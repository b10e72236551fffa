using System.Collections.Immutable;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Testing;

/// <summary>What a value must be like: texts are patterns, and a map must have at least the keys that are named.</summary>
public abstract record ValuePattern
{
    private protected ValuePattern() { }

    public abstract bool Matches(Value value);

    /// <summary>The words of a value, with a space between any two.</summary>
    protected static string Words(Value value) => value switch
    {
        ListValue list => string.Join(' ', list.Items.Select(Words)),
        MapValue map => string.Join(' ', map.Entries.Select(entry => $"{entry.Key}={Words(entry.Value)}")),
        _ => ValueText.Of(value) ?? "",
    };
}

/// <summary>A list is matched as its words with a space between any two.</summary>
public sealed record TextValuePattern(Pattern Pattern) : ValuePattern
{
    public override bool Matches(Value value) => Pattern.Matches(Words(value));
}

public sealed record ListValuePattern(ImmutableArray<ValuePattern> Items) : ValuePattern
{
    public override bool Matches(Value value) =>
        value is ListValue list && list.Items.Length == Items.Length && Items.Zip(list.Items).All(pair => pair.First.Matches(pair.Second));
}

public sealed record MapValuePattern(ImmutableArray<KeyValuePair<string, ValuePattern>> Entries) : ValuePattern
{
    public override bool Matches(Value value) =>
        value is MapValue map && Entries.All(entry => map[entry.Key] is { } found && entry.Value.Matches(found));
}
