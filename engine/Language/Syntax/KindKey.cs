using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax;

/// <summary>Finds the one key that says what kind of step or condition a mapping is.</summary>
internal static class KindKey
{
    /// <summary>The kind, and the mapping without the keys of further kinds, which have been reported; null where there is none.</summary>
    public static (TKind Kind, YamlMapping Mapping)? Find<TKind>(
        YamlMapping mapping, string noun, Func<string, TKind?> find, Func<TKind, Form> formOf, IEnumerable<string> names, Place place)
        where TKind : class
    {
        TKind? only = null;
        var count = 0;
        foreach (var entry in mapping.Entries)
            if (find(entry.Key.Text) is { } found) (only, count) = (found, count + 1);
        if (count == 1) return (only!, mapping);
        if (count == 0 && !mapping.IsCut) ReportNone(mapping, noun, [.. names], place);
        return count == 0 ? null : Choose(mapping, noun, find, formOf, place);
    }

    /// <summary>The kind of a mapping that has been checked; null where there is none.</summary>
    public static TKind? Of<TKind>(YamlMapping mapping, Func<string, TKind?> find, Func<TKind, Form> formOf)
        where TKind : class
    {
        var kinds = mapping.Entries.Select(entry => find(entry.Key.Text)).OfType<TKind>().ToList();
        return kinds.Count <= 1
            ? kinds.FirstOrDefault()
            : kinds.MinBy(kind => mapping.Entries.Count(entry => find(entry.Key.Text) is not null && formOf(kind).Find(entry.Key.Text) is null));
    }

    /// <summary>A word may be a kind of its own and a key of another, such as `revision`: the kind that takes most of the others is meant.</summary>
    private static (TKind Kind, YamlMapping Mapping) Choose<TKind>(
        YamlMapping mapping, string noun, Func<string, TKind?> find, Func<TKind, Form> formOf, Place place)
        where TKind : class
    {
        var candidates = mapping.Entries.Where(entry => find(entry.Key.Text) is not null).ToList();
        var chosen = candidates.MinBy(one => Foreign(one).Count())!;
        var foreign = Foreign(chosen).ToList();
        foreach (var entry in foreign)
            place.Report(StructureCodes.SeveralKinds, $"a {noun} cannot be both `{chosen.Key.Text}` and `{entry.Key.Text}`", entry.Key.Location,
                $"a second kind beside `{chosen.Key.Text}`", $"make two {noun}s of it");
        var kind = find(chosen.Key.Text)!;
        return foreign.Count == 0
            ? (kind, mapping)
            : (kind, new YamlMapping([.. mapping.Entries.Where(entry => !foreign.Contains(entry))], mapping.Location, mapping.IsCut));

        IEnumerable<YamlEntry> Foreign(YamlEntry one) =>
            candidates.Where(other => other != one && formOf(find(one.Key.Text)!).Find(other.Key.Text) is null);
    }

    private static void ReportNone(YamlMapping mapping, string noun, List<string> names, Place place)
    {
        if (place.Diagnostics.IsFull) return;
        foreach (var entry in mapping.Entries)
        {
            if (Vocabulary.FormsWith(entry.Key.Text).Any() || Suggestion.For(entry.Key.Text, names) is not { } near) continue;
            place.Report(StructureCodes.NoKind, $"there is no {noun} of the kind `{entry.Key.Text}`", entry.Key.Location,
                "no such kind", Suggestion.DidYouMean(near));
            return;
        }

        var at = mapping.Entries.Length > 0 ? mapping.Entries[0].Key.Location : mapping.Location;
        place.Report(StructureCodes.NoKind, $"this {noun} does not say what it does", at, "no key names its kind",
            $"add one of {string.Join(", ", names.Select(name => $"`{name}`"))}");
    }
}
