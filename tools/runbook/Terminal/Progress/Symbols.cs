namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>The signs of the view; each takes one cell.</summary>
internal sealed record Symbols(
    string Done, string Failed, string Running, string Pending, string Skipped, string Waiting, string Doubt, string Retry,
    string Checkpoint, string Path, string Dot, string Ellipsis, string BarDone, string BarLeft, bool IsAscii = false)
{
    public static Symbols Unicode { get; } = new("✔", "✘", "●", "○", "–", "?", "!", "↻", "⚑", "›", "·", "…", "━", "─");

    public static Symbols Ascii { get; } = new("+", "x", "*", "-", "~", "?", "!", "@", "^", ">", "-", "..", "#", "-", IsAscii: true);

    /// <summary>Those that the locale can show.</summary>
    public static Symbols OfLocale(Func<string, string?> variable)
    {
        var locale = ((string[])["LC_ALL", "LC_CTYPE", "LANG"]).Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase)
            ? Unicode
            : Ascii;
    }
}
