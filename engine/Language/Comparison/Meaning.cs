using System.Collections.Immutable;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Comparison;

/// <summary>What a value of a runbook means, whatever way it is written: two that are the same do the same.</summary>
internal abstract record Meaning
{
    private protected Meaning() { }

    /// <summary>The value on one line, as one could write it.</summary>
    public abstract string Shown { get; }

    /// <summary>Whether two values mean the same; the order of keys has no meaning, that of lists has.</summary>
    public static bool AreSame(Meaning? left, Meaning? right) => (left, right) switch
    {
        (null, null) => true,
        (TextMeaning a, TextMeaning b) => a.Text == b.Text,
        (WordsMeaning a, WordsMeaning b) => a.Words.SequenceEqual(b.Words),
        (ListMeaning a, ListMeaning b) => a.Items.Length == b.Items.Length && a.Items.Zip(b.Items).All(pair => AreSame(pair.First, pair.Second)),
        (MapMeaning a, MapMeaning b) => a.Entries.Length == b.Entries.Length && a.Entries.All(entry => AreSame(entry.Value, b[entry.Key])),
        (StepsMeaning a, StepsMeaning b) => a.Steps.Length == b.Steps.Length && a.Steps.Zip(b.Steps).All(pair =>
            pair.First.Id == pair.Second.Id && pair.First.Kind == pair.Second.Kind && AreSame(pair.First.Keys, pair.Second.Keys)),
        _ => false,
    };
}

/// <summary>Text, a number, a duration: anything that is one word or one text.</summary>
internal sealed record TextMeaning(string Text) : Meaning
{
    public override string Shown => Text.Length == 0 ? "\"\"" : Text;
}

/// <summary>The words of a command.</summary>
internal sealed record WordsMeaning(ImmutableArray<string> Words) : Meaning
{
    public override string Shown => string.Join(' ', Words.Select(CommandWord.Shown));
}

internal sealed record ListMeaning(ImmutableArray<Meaning> Items) : Meaning
{
    public override string Shown => $"[{string.Join(", ", Items.Select(item => item.Shown))}]";
}

/// <summary>Keys with their values; a key that says what holds without it is left out.</summary>
internal sealed record MapMeaning(ImmutableArray<KeyValuePair<string, Meaning>> Entries) : Meaning
{
    public Meaning? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
                if (entry.Key == key) return entry.Value;
            return null;
        }
    }

    public override string Shown => $"{{{string.Join(", ", Entries.Select(entry => $"{entry.Key}: {entry.Value.Shown}"))}}}";

    public MapMeaning Without(string key) => new([.. Entries.Where(entry => entry.Key != key)]);
}

internal sealed record StepsMeaning(ImmutableArray<StepMeaning> Steps) : Meaning
{
    public override string Shown => string.Join(", ", Steps.Select(step => step.Id));
}

/// <summary>A step: its kind, and its keys but the one that names it.</summary>
internal sealed record StepMeaning(string Id, string Kind, MapMeaning Keys, Location Location);
