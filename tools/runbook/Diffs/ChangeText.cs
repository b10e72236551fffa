using MeshRunbook.Language.Comparison;

namespace MeshRunbook.Cli.Diffs;

/// <summary>A change in plain words, as every form of output uses them.</summary>
internal static class ChangeText
{
    private const int Longest = 160;

    public static string Mark(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "+",
        ChangeKind.Removed => "-",
        ChangeKind.Moved => ">",
        ChangeKind.Renamed => "=",
        _ => "~",
    };

    public static string Word(Risk risk) => risk.ToString().ToLowerInvariant();

    public static string Word(ChangeKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The step's address, or the key.</summary>
    public static string Subject(Change change) => change.Addresses.IsEmpty ? change.Subject : change.Addresses[0];

    /// <summary>The same, with how many other places call it.</summary>
    public static string SubjectAndPlaces(Change change) =>
        Subject(change) + (change.Addresses.Length > 1 ? $" (and {Words.Count(change.Addresses.Length - 1, "other place")})" : "");

    /// <summary>What has become of the subject, in a line; what a command or a script was and is stands in <see cref="Details"/>.</summary>
    public static string What(Change change) => change switch
    {
        { Kind: ChangeKind.Moved } => $"moved, stood {change.From}",
        { Kind: ChangeKind.Renamed } => $"renamed, was {change.From}",
        { Field: null, Kind: ChangeKind.Changed } => "changed",
        { Field: { } field, IsOfStep: true } => $"{field.Path}{Values(field)}",
        { Field: { } field } => $"{Word(change.Kind)}{Values(field)}",
        _ => $"{Word(change.Kind)}{(change.Content is { } content && !content.Contains('\n', StringComparison.Ordinal) ? $": {Short(content)}" : "")}",
    };

    /// <summary>Words of a command, or lines of a text, that were and are; empty where <see cref="What"/> says all.</summary>
    public static (IReadOnlyList<Edit> Edits, bool AreLines) Details(Change change) => change switch
    {
        { Field: { Words: var (before, after) } } => (Edits.Between(before, after), false),
        { Field: { } field } when IsLong(field) => (Edits.Between(LinesOf(field.Before), LinesOf(field.After)), true),
        { Content: { } content } when content.Contains('\n', StringComparison.Ordinal) =>
            ([.. LinesOf(content).Select(line => new Edit(change.Kind == ChangeKind.Added ? EditKind.Added : EditKind.Removed, line))], true),
        _ => ([], false),
    };

    private static string Values(FieldChange field) => field switch
    {
        { Words: not null } => "",
        _ when IsLong(field) => "",
        { Before: null, After: { } after } => $": {after}",
        { Before: { } before, After: null } => $": was {before}",
        { Before: { } before, After: { } after } => $": {before} → {after}",
        _ => "",
    };

    private static bool IsLong(FieldChange field) => IsLong(field.Before) || IsLong(field.After);

    private static bool IsLong(string? text) => text is not null && (text.Length > Longest || text.TrimEnd('\n').Contains('\n', StringComparison.Ordinal));

    private static string[] LinesOf(string? text) => text is null ? [] : text.TrimEnd('\n').Split('\n');

    private static string Short(string text) => text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
}
