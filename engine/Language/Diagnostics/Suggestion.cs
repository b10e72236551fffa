namespace MeshRunbook.Language.Diagnostics;

/// <summary>Finds the name that somebody who mistyped it is likely to have meant.</summary>
public static class Suggestion
{
    private const int LongestName = 64;

    // A runbook that was made to hurt has thousands of names, and thousands of mistakes in them.
    private const int MostCells = 250_000;

    /// <summary>The nearest of <paramref name="names"/>, or null where none is near; the first by alphabet among equals.</summary>
    public static string? For(string typed, IEnumerable<string> names)
    {
        if (typed.Length is 0 or > LongestName) return null;
        Span<char> wanted = stackalloc char[LongestName], lower = stackalloc char[LongestName];
        wanted = wanted[..typed.AsSpan().ToLowerInvariant(wanted)];
        string? best = null;
        var limit = Math.Max(1, typed.Length / 3);
        var cells = 0;
        foreach (var name in names)
        {
            if (name.Length > LongestName || Math.Abs(name.Length - typed.Length) > limit) continue;
            if ((cells += name.Length * Math.Min(typed.Length, (2 * limit) + 1)) > MostCells) break;
            var distance = Distance(wanted, lower[..name.AsSpan().ToLowerInvariant(lower)], limit);
            if (distance > limit || (distance == limit && best is not null && string.CompareOrdinal(name, best) >= 0)) continue;
            (best, limit) = (name, distance);
        }

        return best;
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

    /// <summary>Damerau-Levenshtein (optimal string alignment) as far as <paramref name="limit"/>: beyond it, any larger number.</summary>
    private static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        const int far = 2 * LongestName;
        Span<int> before = stackalloc int[LongestName + 2], previous = stackalloc int[LongestName + 2], row = stackalloc int[LongestName + 2];
        previous.Fill(far);
        for (var j = 0; j <= Math.Min(b.Length, limit); j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            // Cells further from the diagonal than the limit are beyond it.
            var (from, to) = (Math.Max(1, i - limit), Math.Min(b.Length, i + limit));
            row[from - 1] = from == 1 ? i : far;
            for (var j = from; j <= to; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(previous[j] + 1, row[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            row[to + 1] = far;
            var spare = before;
            before = previous;
            previous = row;
            row = spare;
        }

        return previous[b.Length];
    }
}
