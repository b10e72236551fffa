using System.Globalization;

namespace MeshRunbook.Cli;

/// <summary>Small pieces of text that people read.</summary>
internal static class Words
{
    public static string Count(int number, string noun) => Count(number, noun, noun + "s");

    public static string Count(int number, string one, string many) =>
        $"{Number(number)} {(number == 1 ? one : many)}";

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A duration as people say it: 0.4s, 12s, 3m 05s, 2h 07m.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 9.95 } => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + "s",
        { TotalSeconds: < 60 } => ((int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "s",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes}m {time.Seconds:00}s",
        _ => $"{(int)time.TotalHours}h {time.Minutes:00}m",
    };

    /// <summary>Words as a shell would need them, to copy and to read.</summary>
    public static string CommandLine(IEnumerable<string> words) => string.Join(' ', words.Select(Quoted));

    /// <summary>A command as one line: of a script only how long it is, for it stands in the runbook.</summary>
    public static string CommandOfOneLine(IReadOnlyList<string> words) => words.FirstOrDefault(word => word.Contains('\n', StringComparison.Ordinal)) is { } script
        ? $"{words[0]} (a script of {Count(script.TrimEnd().Split('\n').Length, "line")})"
        : CommandLine(words);

    private static string Quoted(string word)
    {
        if (word.Length == 0) return "''";
        return word.All(c => char.IsLetterOrDigit(c) || "-_./:=,@%+".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
