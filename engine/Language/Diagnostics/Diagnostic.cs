using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Diagnostics;

/// <summary>One thing to say about a runbook or its parameters: what is wrong, where, and what to type instead.</summary>
/// <param name="Code">Which rule, such as RB0203; unique for each kind of mistake.</param>
/// <param name="Message">Lower case, names in backticks, no full stop.</param>
/// <param name="Location">Null where the mistake is in no text, such as a parameter from the command line.</param>
/// <param name="Label">A few words that stand beside the caret.</param>
/// <param name="Help">What to do next.</param>
public sealed record Diagnostic(Code Code, string Message, Location? Location, string? Label = null, string? Help = null)
{
    // Names and values are quoted as they stand; one that fills a file would hide what is said of it.
    private const int Longest = 500;

    public string Message { get; init; } = Shortened(Message);

    public string? Help { get; init; } = Help is null ? null : Shortened(Help);

    /// <summary>The edit that the help speaks of, where it is one that a program can make.</summary>
    public Fix? Fix { get; init; }

    public Severity Severity => Code.Severity;

    private static string Shortened(string text)
    {
        if (text.Length <= Longest) return text;
        var (head, tail) = (Longest * 2 / 3, text.Length - (Longest / 4));
        if (char.IsHighSurrogate(text[head - 1])) head--;
        if (char.IsLowSurrogate(text[tail])) tail++;
        return $"{text.AsSpan(0, head)} … {text.AsSpan(tail)}";
    }
}
