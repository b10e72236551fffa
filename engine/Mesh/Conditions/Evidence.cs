using System.Collections.Immutable;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>What a verdict rests on, put together key by key.</summary>
internal sealed record Evidence(ImmutableArray<KeyValuePair<string, Value>> Entries)
{
    public static Evidence None { get; } = new([]);

    public Evidence With(string key, string? text) => With(key, text is null ? Value.Null : Value.Of(text));

    public Evidence With(string key, long number) => With(key, Value.Of(number));

    public Evidence With(string key, bool truth) => With(key, Value.Of(truth));

    /// <summary>Adds a list, sorted and bounded; nothing where it is empty.</summary>
    public Evidence With(string key, IEnumerable<string> items)
    {
        var list = Wording.ForEvidence(items).ToList();
        return list.Count == 0 ? this : With(key, Value.Of(list));
    }

    public Evidence With(string key, Value value) => new(Entries.Add(KeyValuePair.Create(key, value)));

    public static implicit operator Value(Evidence evidence) => new MapValue(evidence.Entries);
}
