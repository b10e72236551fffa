using System.Text;
using MeshRunbook.Language.Comparison;

namespace MeshRunbook.Cli.Diffs;

/// <summary>A comparison as a comment of a pull request: a table first, details folded, and never longer than a comment may be.</summary>
internal static class DiffMarkdown
{
    /// <summary>The most characters; a comment on GitHub may have 65,536.</summary>
    public const int Longest = 60_000;

    // Room for what closes the text.
    private const int Rest = 600;

    /// <summary>By this mark a workflow finds its comment again, to replace it.</summary>
    private const string Mark = "<!-- runbook diff -->";

    public static string Of(DiffReport report)
    {
        var text = new StringBuilder();
        text.Append(Mark).Append("\n### Runbooks: ").Append(Summary(report)).Append("\n\n");
        var left = 0;
        foreach (var block in Blocks(report))
        {
            if (left == 0 && text.Length + block.Length <= Longest - Rest) text.Append(block);
            else left++;
        }

        if (left > 0) text.Append($"\n> **{Words.Count(left, "part")} left out**, because a comment may not be longer. All of it: `runbook diff` in a terminal.\n");
        return text.ToString();
    }

    private static string Summary(DiffReport report)
    {
        if (report.Changed.Count == 0) return "no change in meaning";
        var counts = new[] { Risk.High, Risk.Medium, Risk.Low, Risk.None }.Where(risk => report.Count(risk) > 0)
            .Select(risk => risk == Risk.None ? $"{report.Count(risk)} without risk" : $"{report.Count(risk)} {ChangeText.Word(risk)}");
        return $"{Words.Count(report.Runbooks.Sum(one => one.Changes.Count), "change")} in {Words.Count(report.Changed.Count, "runbook")}"
            + (report.Count(report.Risk) > 0 ? $" ({string.Join(", ", counts)})" : "");
    }

    /// <summary>Pieces that are whole by themselves, the most important first.</summary>
    private static IEnumerable<string> Blocks(DiffReport report)
    {
        if (report.Changed.Count > 0) yield return "| risk | runbook | version | high | medium | low | none |\n|---|---|---|---:|---:|---:|---:|\n";
        foreach (var one in report.Changed)
            yield return $"| {Sign(one.Risk)} | {Code(one.Name)} | {Cell(Version(one))} | {string.Join(" | ", new[] { Risk.High, Risk.Medium, Risk.Low, Risk.None }.Select(risk => one.Changes.Count(change => change.Risk == risk)))} |\n";
        if (report.ChecksVersions && report.TooLow.Count > 0)
            yield return "\n**Versions to raise:**\n\n" + string.Concat(report.TooLow.Select(version => $"- {Code(version.Text)}: {Cell(version.After)} has to be {Cell(version.Lowest)} or more\n"));
        foreach (var block in Runs(report.Runs)) yield return block;
        foreach (var one in report.Changed)
        {
            yield return $"\n#### {Code(one.Name)}: {Cell(one.Difference is null ? (one.Old is null ? "a runbook is new" : "a runbook is gone") : Words.Count(one.Changes.Count, "change"))}\n\n";
            foreach (var change in one.Changes) yield return Of(change);
            foreach (var rendered in one.Rendered) yield return Of(rendered);
        }
    }

    private static IEnumerable<string> Runs(IReadOnlyList<RunVerdict>? runs)
    {
        if (runs is null) yield break;
        if (runs.Count == 0) yield return "\nNo run of these runbooks is open.\n";
        else yield return "\n| run | stands | can go on with the new text |\n|---|---|---|\n";
        foreach (var run in runs)
            yield return $"| {Code(run.Run)} | {Cell(run.Standing)} | {(run.CanMove ? "yes" : $"no: {Cell(run.Problem ?? $"{run.Objections[0].Address} {run.Objections[0].Reason}")}")} |\n";
    }

    private static string Of(Change change)
    {
        var text = new StringBuilder();
        var (edits, areLines) = ChangeText.Details(change);
        text.Append("<details><summary>").Append(Sign(change.Risk)).Append(' ').Append(Html($"{ChangeText.SubjectAndPlaces(change)}: {ChangeText.What(change)}"))
            .Append("</summary>\n\n").Append(Cell(Sentence(change.Reason)));
        if (change.Location is { } at) text.Append(" (").Append(Code($"{at.Source.Name}:{at.Line}")).Append(')');
        text.Append('\n');
        if (edits.Count > 0) text.Append('\n').Append(Fence(areLines ? edits : Commands(edits)));
        if (change.Addresses.Length > 1) text.Append("\nAt ").AppendJoin(", ", change.Addresses.Select(Code)).Append(".\n");
        return text.Append("\n</details>\n").ToString();
    }

    private static string Of(RenderedChange change) =>
        $"<details><summary>with these parameters: {Html(change.Address)}</summary>\n\n{Fence(Edits.Between(change.Before ?? [], change.After ?? []))}\n</details>\n";

    /// <summary>A command as a line that was and a line that is.</summary>
    private static List<Edit> Commands(IReadOnlyList<Edit> words) =>
    [
        new(EditKind.Removed, string.Join(' ', words.Where(word => word.Kind != EditKind.Added).Select(word => word.Text))),
        new(EditKind.Added, string.Join(' ', words.Where(word => word.Kind != EditKind.Removed).Select(word => word.Text))),
    ];

    private static string Fence(IEnumerable<Edit> edits)
    {
        var lines = edits.Select(edit => (edit.Kind switch { EditKind.Removed => "- ", EditKind.Added => "+ ", _ => "  " }) + Printable.Of(edit.Text)).ToList();
        var fence = "```";
        while (lines.Exists(line => line.Contains(fence, StringComparison.Ordinal))) fence += "`";
        return $"{fence}diff\n{string.Join('\n', lines)}\n{fence}\n";
    }

    private static string Version(Compared one) => (one.Old?.Version, one.New?.Version) switch
    {
        (null, var version) => $"{version} (new)",
        (var version, null) => $"{version} (gone)",
        var (before, after) => before == after ? before! : $"{before} → {after}",
    };

    private static string Sign(Risk risk) => risk switch
    {
        Risk.High => "🔴 high",
        Risk.Medium => "🟠 medium",
        Risk.Low => "🟡 low",
        _ => "⚪ none",
    };

    private static string Sentence(string reason) => reason.Length == 0 ? reason : char.ToUpperInvariant(reason[0]) + reason[1..] + ".";

    private static string Code(string text)
    {
        var ticks = text.Contains('`', StringComparison.Ordinal) ? "``" : "`";
        return $"{ticks}{(ticks.Length > 1 ? $" {text} " : text).Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ')}{ticks}";
    }

    // A `<` would begin a tag, a `|` a cell; an `@name` would call somebody.
    private static string Cell(string text) => Html(text).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Html(string text) => Printable.Lines(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("@", "&#64;", StringComparison.Ordinal).Replace('\n', ' ');
}
