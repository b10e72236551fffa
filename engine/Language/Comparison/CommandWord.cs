namespace MeshRunbook.Language.Comparison;

/// <summary>Words of commands as a shell would need them.</summary>
internal static class CommandWord
{
    public static string Shown(string word)
    {
        if (word.Length == 0) return "''";
        return word.Contains("{{", StringComparison.Ordinal) || word.All(c => char.IsLetterOrDigit(c) || "-_./:=,@%+\"".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
