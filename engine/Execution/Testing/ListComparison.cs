using System.Collections.Immutable;
using MeshRunbook.Language.Testing;

namespace MeshRunbook.Execution.Testing;

/// <summary>Holds a list against what a test expects of it.</summary>
internal static class ListComparison
{
    private const int Shown = 60;

    /// <summary>Null where the list is as expected; otherwise both, up to where they part and on.</summary>
    /// <param name="noun">What an item is called.</param>
    public static TestFailure? Of(string noun, ExpectedList expected, IReadOnlyList<string> found)
    {
        var items = expected.Items;
        // reached[i] tells how many of the found ones the first i items can stand for.
        var reached = new bool[items.Length + 1][];
        for (var i = 0; i <= items.Length; i++) reached[i] = new bool[found.Count + 1];
        reached[0][0] = true;
        for (var i = 0; i < items.Length; i++)
            for (var j = 0; j <= found.Count; j++)
            {
                if (items[i].Pattern is null) reached[i + 1][j] = reached[i][j] || (j > 0 && reached[i + 1][j - 1]);
                else if (j > 0) reached[i + 1][j] = Fits(items[i], found[j - 1]) && (reached[i][j - 1] || (items[i].IsInside && reached[i + 1][j - 1]));
            }

        return reached[items.Length][found.Count] ? null : Explain(noun, expected, found, reached);
    }

    private static bool Fits(ExpectedItem item, string found) =>
        item.IsInside ? TestedSteps.IsInside(item.Pattern!, found) : TestedSteps.Fits(item.Pattern!, found);

    private static TestFailure Explain(string noun, ExpectedList expected, IReadOnlyList<string> found, bool[][] reached)
    {
        // As many items as can be placed, and of the ways to place them the one that leads furthest.
        var placed = Array.FindLastIndex(reached, row => row.Contains(true));
        var at = placed > 0 && expected.Items[placed - 1].Pattern is null ? Array.IndexOf(reached[placed], true) : Array.LastIndexOf(reached[placed], true);
        var wanted = placed < expected.Items.Length ? expected.Items[placed].ToString() : null;
        var isAfterRest = placed > 0 && expected.Items[placed - 1].Pattern is null;
        var message = wanted is null ? $"{noun}s go on where the test expects no more"
            : at == found.Count || isAfterRest ? $"the {noun} `{wanted}` is expected, and did not come"
            : $"another {noun} came than expected";
        var lines = ImmutableArray.CreateBuilder<string>();
        var from = Math.Max(0, at - 3);
        if (from > 0) lines.Add($"  … {from} before");
        for (var i = from; i < at; i++) lines.Add($"  {found[i]}");
        lines.Add(wanted is null ? "- (the end)" : $"- {wanted}");
        for (var i = at; i < Math.Min(found.Count, at + Shown); i++) lines.Add($"+ {found[i]}");
        if (found.Count > at + Shown) lines.Add($"  … {found.Count - at - Shown} more");
        if (at == found.Count) lines.Add("+ (the end)");
        return new(message, wanted is null ? expected.Location : expected.Items[placed].Location, lines.DrainToImmutable());
    }
}
