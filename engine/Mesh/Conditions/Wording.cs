namespace MeshRunbook.Mesh.Conditions;

/// <summary>How conditions put lists and numbers into one line.</summary>
internal static class Wording
{
    private const int Shown = 3;
    private const int Recorded = 50;

    /// <summary>The first few, and how many more there are: "a, b, c and 9 more".</summary>
    public static string Some(IEnumerable<string> items)
    {
        var all = items.ToList();
        var shown = string.Join(", ", all.Take(Shown));
        return all.Count <= Shown ? shown : $"{shown} and {all.Count - Shown} more";
    }

    /// <summary>"1 pod", "3 pods".</summary>
    public static string Count(int number, string noun) =>
        number == 1 ? $"1 {noun}" : $"{number} {(noun.EndsWith('y') ? noun[..^1] + "ies" : noun + "s")}";

    /// <summary>Sorted, without duplicates, and not more than a journal should hold.</summary>
    public static IEnumerable<string> ForEvidence(IEnumerable<string> items)
    {
        var all = items.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return all.Count <= Recorded ? all : all.Take(Recorded).Append($"and {all.Count - Recorded} more");
    }
}
