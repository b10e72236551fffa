using MeshRunbook.Cli.Terminal;
using MeshRunbook.Language.Comparison;

namespace MeshRunbook.Cli.Diffs;

/// <summary>A difference as people read it: a line that says all, then every change, the highest risk first.</summary>
internal static class DiffText
{
    private const int Around = 2;

    public static IEnumerable<string> Lines(DiffReport report)
    {
        foreach (var one in report.Changed)
        {
            if (one != report.Changed[0]) yield return "";
            foreach (var line in Lines(one)) yield return line;
        }

        var unchanged = report.Runbooks.Count - report.Changed.Count;
        if (report.Changed.Count == 0) yield return report.Runbooks is [{ New: { } only }] ? $"{Screen.Bold($"{only.Name} {only.Version}:")} {Counts([])}" : Counts([]);
        if (unchanged > 0 && report.Runbooks.Count > 1) yield return Screen.Dim($"{(report.Changed.Count > 0 ? "\n" : "")}{Words.Count(unchanged, "runbook")} without a change in meaning");
        foreach (var run in report.Runs ?? []) yield return Line(run);
        if (report.Runs is { Count: 0 }) yield return "no run of these runbooks is open";
        if (!report.ChecksVersions) yield break;
        foreach (var version in report.TooLow)
            yield return Screen.Red($"version {version.After} of {Printable.Of(version.Text)} is too low: what has changed demands {version.Lowest} or more");
    }

    /// <summary>What differs between two texts and all that they call.</summary>
    public static IEnumerable<string> Lines(Difference difference) =>
        Lines(new Compared(difference.New.Name, difference.Old, difference.New, difference) { Changes = difference.Changes });

    private static IEnumerable<string> Lines(Compared one)
    {
        yield return Summary(one);
        foreach (var change in one.Changes.Where(change => change.Risk > Risk.None))
            foreach (var line in Lines(change)) yield return line;
        var harmless = one.Changes.Where(change => change.Risk == Risk.None).ToList();
        if (harmless.Count > 0) yield return Screen.Dim("none    what has no effect on a run:");
        foreach (var change in harmless)
            yield return Screen.Dim(Printable.Of($"        {ChangeText.Mark(change.Kind)} {ChangeText.SubjectAndPlaces(change)}: {ChangeText.What(change)}"));
        if (one.Rendered.Count > 0) yield return $"with these parameters {Words.Count(one.Rendered.Count, "step")} {(one.Rendered.Count == 1 ? "runs" : "run")} something else:";
        foreach (var rendered in one.Rendered)
        {
            yield return $"  {Screen.Bold(Printable.Of(rendered.Address))}";
            yield return $"          {WordsOf(Edits.Between(rendered.Before ?? [], rendered.After ?? []))}";
        }
    }

    /// <summary>The runbook, its versions, how many changes of which risk.</summary>
    private static string Summary(Compared one) => one switch
    {
        { Old: null, New: { } added } => $"{Screen.Bold($"{added.Name} {added.Version}:")} {Screen.Yellow("a runbook is new")} ({Printable.Of(one.Name)})",
        { Old: { } gone, New: null } => $"{Screen.Bold($"{gone.Name} {gone.Version}:")} {Screen.Yellow("a runbook is gone")} ({Printable.Of(one.Name)})",
        { Old: { } old, New: { } @new } => $"{Screen.Bold($"{@new.Name} {(old.Version == @new.Version ? @new.Version : $"{old.Version} → {@new.Version}")}:")} {Counts(one.Changes)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Line(RunVerdict run) => run.CanMove
        ? $"run {run.Run} ({run.Standing}): {Screen.Green("can go on with the new text")}"
        : $"run {run.Run} ({run.Standing}): {Screen.Red("cannot go on with the new text")}: {Printable.Of(run.Problem ?? $"`{run.Objections[0].Address}` {run.Objections[0].Reason}")}";

    private static string Counts(IReadOnlyList<Change> changes)
    {
        if (changes.Count == 0) return Screen.Green("no change in meaning");
        var risks = new[] { Risk.High, Risk.Medium, Risk.Low, Risk.None }
            .Select(risk => (Risk: risk, Count: changes.Count(change => change.Risk == risk)))
            .Where(one => one.Count > 0).Select(one => Coloured(one.Risk, one.Risk == Risk.None ? $"{one.Count} without risk" : $"{one.Count} {ChangeText.Word(one.Risk)}"));
        return $"{Words.Count(changes.Count, "change")}: {string.Join(", ", risks)}";
    }

    private static IEnumerable<string> Lines(Change change)
    {
        var risk = Coloured(change.Risk, ChangeText.Word(change.Risk).PadRight(6));
        yield return $"{risk}  {ChangeText.Mark(change.Kind)} {Screen.Bold(Printable.Of(ChangeText.SubjectAndPlaces(change)))}: {Printable.Of(ChangeText.What(change))}";
        var (edits, areLines) = ChangeText.Details(change);
        if (edits.Count > 0)
            foreach (var line in areLines ? LinesOf(edits) : [WordsOf(edits)]) yield return "          " + line;
        yield return Screen.Dim($"          {Printable.Of(change.Reason)}{(change.Location is { } at ? $" ({Printable.Of(at.Source.Name)}:{at.Line})" : "")}");
    }

    /// <summary>One line; what was removed and added stands in colours, or in brackets as git shows words.</summary>
    private static string WordsOf(IReadOnlyList<Edit> edits) => string.Join(' ', Runs(edits).Select(run => (run.Kind, Printable.Of(run.Text)) switch
    {
        (EditKind.Removed, var text) => Screen.HasColour ? Screen.Red(text) : $"[-{text}-]",
        (EditKind.Added, var text) => Screen.HasColour ? Screen.Green(text) : $"{{+{text}+}}",
        (_, var text) => text,
    }));

    /// <summary>Words of one kind that stand side by side, together.</summary>
    private static List<Edit> Runs(IReadOnlyList<Edit> edits)
    {
        var runs = new List<Edit>();
        foreach (var edit in edits)
            if (runs.Count > 0 && runs[^1].Kind == edit.Kind) runs[^1] = edit with { Text = $"{runs[^1].Text} {edit.Text}" };
            else runs.Add(edit);
        return runs;
    }

    /// <summary>The lines that were removed and added, with some of those around.</summary>
    private static IEnumerable<string> LinesOf(IReadOnlyList<Edit> edits)
    {
        var isCut = false;
        for (var i = 0; i < edits.Count; i++)
        {
            var isNear = edits.Skip(Math.Max(0, i - Around)).Take(2 * Around + 1).Any(edit => edit.Kind != EditKind.Same);
            if (isNear || !isCut) yield return isNear ? LineOf(edits[i]) : Screen.Dim("  …");
            isCut = !isNear;
        }
    }

    private static string LineOf(Edit edit) => (edit.Kind, Printable.Of(edit.Text)) switch
    {
        (EditKind.Removed, var text) => Screen.Red($"- {text}"),
        (EditKind.Added, var text) => Screen.Green($"+ {text}"),
        (_, var text) => $"  {text}",
    };

    private static string Coloured(Risk risk, string text) => risk switch
    {
        Risk.High => Screen.Red(text),
        Risk.Medium => Screen.Yellow(text),
        _ => text,
    };
}
