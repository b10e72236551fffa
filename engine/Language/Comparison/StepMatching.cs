using System.Collections.Immutable;

namespace MeshRunbook.Language.Comparison;

/// <summary>Finds which step of the new text is which of the old: by id, and where that has changed, by content.</summary>
internal static class StepMatching
{
    /// <summary>How much of two steps must be the same for one to be the other under a new id.</summary>
    private const double Alike = 0.6;

    /// <summary>Old ids with the new steps' ids.</summary>
    public static ImmutableDictionary<string, string> Of(ImmutableArray<PlacedStep> old, ImmutableArray<PlacedStep> @new)
    {
        var news = @new.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
        var matches = old.Where(step => news.Contains(step.Id)).ToDictionary(step => step.Id, step => step.Id, StringComparer.Ordinal);
        var lost = old.Where(step => !matches.ContainsKey(step.Id)).ToList();
        var found = @new.Where(step => !matches.ContainsKey(step.Id)).ToList();
        var pairs =
            from a in lost
            from b in found
            where a.Meaning.Kind == b.Meaning.Kind
            let likeness = Likeness(a, b, matches)
            where likeness >= Alike
            orderby likeness descending, Math.Abs(a.Order - b.Order), a.Order
            select (a, b);
        foreach (var (a, b) in pairs.ToList())
            if (!matches.ContainsKey(a.Id) && !matches.ContainsValue(b.Id)) matches.Add(a.Id, b.Id);
        return matches.ToImmutableDictionary(StringComparer.Ordinal);
    }

    private static double Likeness(PlacedStep old, PlacedStep @new, Dictionary<string, string> matches)
    {
        var a = Pieces(old.Meaning.Keys, "").ToList();
        var b = Pieces(@new.Meaning.Keys, "").ToList();
        // A checkpoint has nothing but its name: its place tells.
        if (a.Count == 0 && b.Count == 0) return SameParent() && old.Index == @new.Index ? 1 : 0;
        var rest = b.ToList();
        var same = a.Count(rest.Remove);
        return (double)same / (a.Count + b.Count - same);

        bool SameParent() => old.Parent is null ? @new.Parent is null : @new.Parent is not null && matches.GetValueOrDefault(old.Parent) == @new.Parent;
    }

    /// <summary>What a step consists of, its words for people left out.</summary>
    private static IEnumerable<string> Pieces(Meaning meaning, string path) => meaning switch
    {
        MapMeaning map => map.Entries.Where(entry => entry.Key is not ("title" or "description")).SelectMany(entry => Pieces(entry.Value, $"{path}.{entry.Key}")),
        ListMeaning list => list.Items.SelectMany(item => Pieces(item, path + "[]")),
        WordsMeaning words => words.Words.Select(word => $"{path} {word}"),
        StepsMeaning steps => steps.Steps.Select(step => $"{path} {step.Id}"),
        TextMeaning { Text: var text } => text.Split('\n').Select(line => $"{path} {line}"),
        _ => [],
    };
}
