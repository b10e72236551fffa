namespace MeshRunbook.Language.Diagnostics;

/// <summary>Finds the name that somebody who mistyped it is likely to have meant.</summary>
public static class Suggestion
{
    private const int LongestName = 64;

    /// <summary>The nearest of <paramref name="names"/>, or null where none is near; the first by alphabet among equals.</summary>
    public static string? For(string typed, IEnumerable<string> names)
    {
        if (typed.Length is 0 or > LongestName) return null;
        var limit = Math.Max(1, typed.Length / 3);
        string? best = null;
        var nearest = limit + 1;
        foreach (var name in names)
        {
            if (name.Length > LongestName || Math.Abs(name.Length - typed.Length) > limit) continue;
            var distance = Distance(typed, name);
            if (distance < nearest || (distance == nearest && best is not null && string.CompareOrdinal(name, best) < 0))
                (best, nearest) = (name, distance);
        }
        return nearest <= limit ? best : null;
    }

    /// <summary>Help text: "did you mean `x`?", or else which names there are, or null where there are none or too many to read.</summary>
    public static Advice? Help(string typed, IEnumerable<string> names, string these = "there are")
    {
        var all = names.ToList();
        if (For(typed, all) is { } near) return DidYouMean(near);
        return all.Count is 0 or > 12 ? null : (Advice?)$"{these} {string.Join(", ", all.Order(StringComparer.Ordinal).Select(name => $"`{name}`"))}";
    }

    /// <summary>Help text for a name that can be written in place of the one that was typed.</summary>
    public static Advice DidYouMean(string name) => new($"did you mean `{name}`?", name);

    /// <summary>Damerau-Levenshtein (optimal string alignment), where a wrong case costs nothing but is not equal.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> before = stackalloc int[LongestName + 1], previous = stackalloc int[LongestName + 1], row = stackalloc int[LongestName + 1];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(previous[j] + 1, row[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            previous.CopyTo(before);
            row.CopyTo(previous);
        }
        return previous[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
