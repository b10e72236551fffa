namespace MeshRunbook.Language.Comparison;

/// <summary>Finds the keys in which two mappings differ.</summary>
internal static class FieldComparison
{
    /// <summary>Keys by which the items of a list are told apart, whatever their order.</summary>
    private static readonly string[] Names = ["id", "tool"];

    /// <summary>The changes, in the order of the new text's keys, removed ones last. Steps inside are compared by themselves.</summary>
    public static IEnumerable<FieldChange> Between(MapMeaning old, MapMeaning @new) => OfMaps("", old, @new);

    private static IEnumerable<FieldChange> Of(string path, Meaning? old, Meaning? @new)
    {
        if (old is StepsMeaning || @new is StepsMeaning || Meaning.AreSame(old, @new)) return [];
        return (old, @new) switch
        {
            (MapMeaning before, MapMeaning after) => OfMaps(path + ".", before, after),
            (ListMeaning before, ListMeaning after) when Named(before) is { } a && Named(after) is { } b => OfMaps(path + ".", a, b),
            (ListMeaning before, ListMeaning after) when AreMaps(before) && AreMaps(after) => OfLists(path, before, after),
            _ => [new(path) { Old = old, New = @new }],
        };
    }

    private static IEnumerable<FieldChange> OfMaps(string prefix, MapMeaning old, MapMeaning @new) =>
        @new.Entries.Select(entry => entry.Key).Concat(old.Entries.Select(entry => entry.Key)).Distinct()
            .SelectMany(key => Of(prefix + key, old[key], @new[key]));

    /// <summary>Equal items go together, then those of one kind, such as two conditions `trust`.</summary>
    private static IEnumerable<FieldChange> OfLists(string path, ListMeaning old, ListMeaning @new)
    {
        var before = old.Items.Where(item => !@new.Items.Any(other => Meaning.AreSame(item, other))).Cast<MapMeaning>().ToList();
        var after = @new.Items.Where(item => !old.Items.Any(other => Meaning.AreSame(item, other))).Cast<MapMeaning>().ToList();
        if (before.Count == 0 && after.Count == 0) yield return new(path) { Old = old, New = @new };
        foreach (var item in after)
        {
            var pair = before.FirstOrDefault(other => KindOf(other) == KindOf(item));
            if (pair is not null) before.Remove(pair);
            foreach (var change in pair is null ? [new($"{path}.{KindOf(item)}") { New = item }] : Of($"{path}.{KindOf(item)}", pair, item)) yield return change;
        }

        foreach (var item in before) yield return new($"{path}.{KindOf(item)}") { Old = item };
    }

    private static bool AreMaps(ListMeaning list) => list.Items.Length > 0 && list.Items.All(item => item is MapMeaning { Entries.Length: > 0 });

    /// <summary>The first key, which names the kind of a condition.</summary>
    private static string KindOf(MapMeaning map) => map.Entries[0].Key;

    private static MapMeaning? Named(ListMeaning list)
    {
        foreach (var name in Names)
            if (list.Items.Length > 0 && list.Items.All(item => (item as MapMeaning)?[name] is TextMeaning))
                return new([.. list.Items.Cast<MapMeaning>().Select(item => KeyValuePair.Create<string, Meaning>(((TextMeaning)item[name]!).Text, item.Without(name)))]);
        return null;
    }
}
