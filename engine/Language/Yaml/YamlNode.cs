using System.Collections.Immutable;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Yaml;

/// <summary>A piece of a YAML text. It has no type of its own: the key that reads it decides what it means.</summary>
public abstract class YamlNode(Location location)
{
    public Location Location { get; } = location;

    /// <summary>What messages call it: `a list`, `a mapping`, `text`.</summary>
    public abstract string Noun { get; }
}

/// <summary>A list.</summary>
public sealed class YamlSequence(ImmutableArray<YamlNode> items, Location location) : YamlNode(location)
{
    public ImmutableArray<YamlNode> Items { get; } = items;

    public override string Noun => "a list";
}

/// <summary>Keys with their values, each key once.</summary>
/// <param name="isCut">Whether the text became unreadable inside it, so that keys may be missing.</param>
public sealed class YamlMapping(ImmutableArray<YamlEntry> entries, Location location, bool isCut = false) : YamlNode(location)
{
    private const int FewEntries = 16;

    private Dictionary<string, YamlEntry>? _byKey;

    public ImmutableArray<YamlEntry> Entries { get; } = entries;

    public bool IsCut { get; } = isCut;

    public override string Noun => "a mapping";

    public YamlEntry? Find(string key)
    {
        if (Entries.Length > FewEntries)
            return (_byKey ??= Entries.ToDictionary(entry => entry.Key.Text, StringComparer.Ordinal)).GetValueOrDefault(key);
        foreach (var entry in Entries)
            if (entry.Key.Text == key) return entry;
        return null;
    }
}

/// <summary>Stands for what could not be read and has been reported.</summary>
public sealed class YamlBroken(Location location) : YamlNode(location)
{
    public override string Noun => "nothing readable";
}

public sealed record YamlEntry(YamlScalar Key, YamlNode Value);
