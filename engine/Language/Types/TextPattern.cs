using System.Text.RegularExpressions;

namespace MeshRunbook.Language.Types;

/// <summary>
/// Patterns for the whole of a text, matched in a time that grows only with its length: there are no backreferences, and nothing
/// looks ahead or behind, so that no pattern and no text can keep the engine busy.
/// </summary>
internal static class TextPattern
{
    private const int Longest = 1000;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>The pattern made ready, or null where it is none.</summary>
    public static Regex? Of(string pattern)
    {
        if (pattern.Length > Longest) return null;
        try
        {
            // By itself first: brackets that close more than they open must not close what is put around it.
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return new Regex($@"\A(?:{pattern})\z", Options);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
