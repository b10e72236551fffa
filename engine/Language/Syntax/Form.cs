using System.Collections.Immutable;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax;

/// <summary>The keys that a mapping may have.</summary>
/// <param name="noun">What messages call such a mapping: `a run step`, `the metadata`.</param>
internal sealed class Form(string noun, params ImmutableArray<Key> keys)
{
    private Dictionary<string, Key>? _byName;

    public string Noun { get; } = noun;

    public ImmutableArray<Key> Keys { get; } = keys;

    public Key? Find(string name) => (_byName ??= Keys.ToDictionary(key => key.Name, StringComparer.Ordinal)).GetValueOrDefault(name);

    /// <summary>Reports keys that do not belong here and required ones that are missing; the rest can be read.</summary>
    public Fields Check(YamlMapping mapping, Place place)
    {
        foreach (var entry in mapping.Entries)
            if (Find(entry.Key.Text) is null) UnknownKey.Report(this, entry.Key, mapping, place);
        if (!mapping.IsCut)
            foreach (var key in Keys)
                if (key.IsRequired && mapping.Find(key.Name) is null)
                    place.Report(StructureCodes.MissingKey, $"{Noun} lacks the key `{key.Name}`", Start(mapping),
                        $"`{key.Name}` is missing", $"add `{key.Name}: {key.Example ?? "..."}`; {Lower(key.Description)}");
        return new(mapping, this);
    }

    /// <summary>What a mapping of this form means: a key that says what holds without it is left out.</summary>
    public MapMeaning MeaningOf(YamlMapping mapping)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, Meaning>>();
        foreach (var key in Keys)
        {
            if (mapping.Find(key.Name) is not { Value: var node }) continue;
            var meaning = key.Shape.MeaningOf(node);
            if (meaning is not TextMeaning text || key.ShownDefault?.ToString() != text.Text) entries.Add(new(key.Name, meaning));
        }

        return new(entries.DrainToImmutable());
    }

    private static Text.Location Start(YamlMapping mapping) =>
        mapping.Entries.Length > 0 ? mapping.Entries[0].Key.Location : mapping.Location;

    private static string Lower(string sentence)
    {
        var end = sentence.IndexOf('.', StringComparison.Ordinal);
        var first = end < 0 ? sentence : sentence[..end];
        return first.Length > 1 && char.IsLower(first[1]) ? char.ToLowerInvariant(first[0]) + first[1..] : first;
    }
}
