using System.Text.RegularExpressions;

namespace MeshRunbook.Language.Types;

/// <summary>
/// A pattern for the whole of a text, matched in a time that grows only with its length: there are no backreferences, and nothing
/// looks ahead or behind, so that no pattern and no text can keep the engine busy.
/// </summary>
internal sealed class TextPattern
{
    private const int Longest = 1000;

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private const RegexOptions Linear = Options | RegexOptions.NonBacktracking;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(2);

    private readonly string _whole;

    private TextPattern(string pattern) => _whole = $@"\A(?:{pattern})\z";

    /// <summary>The pattern made ready, or null where it is none.</summary>
    public static TextPattern? Of(string pattern)
    {
        if (pattern.Length > Longest) return null;
        try
        {
            // By itself first: brackets that close more than they open must not close what is put around it.
            _ = new Regex(pattern, Options);
            var made = new TextPattern(pattern);
            // All that cannot be matched linearly is written with a backslash or `(?`.
            if (pattern.Contains('\\', StringComparison.Ordinal) || pattern.Contains("(?", StringComparison.Ordinal)) _ = new Regex(made._whole, Linear);
            return made;
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public bool Matches(string text)
    {
        try
        {
            return new Regex(_whole, Options, Patience).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // To make the linear matcher takes longer than the other one takes for nearly every text.
            return new Regex(_whole, Linear).IsMatch(text);
        }
    }
}
