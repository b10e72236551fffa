using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Terminal;

/// <summary>A gate as people read it.</summary>
internal static class GateText
{
    private const int MostChanges = 20;

    public static IEnumerable<string> Lines(GateOpened gate)
    {
        yield return "";
        yield return Screen.Bold(Screen.Yellow($"? {Printable.Of(gate.Title)}"));
        foreach (var line in Wrapped(Printable.Lines(gate.Description ?? ""), Screen.Width - 4)) yield return $"  {line}";
        foreach (var line in Changes(gate)) yield return $"  {line}";
        foreach (var finding in (gate.Shown ?? []).Where(finding => finding.Verdict == Verdict.CannotTell))
            yield return $"  {Screen.Yellow("cannot be told now:")} {finding.Address}: {Printable.Lines(finding.Summary)}";
        yield return Screen.Dim($"  gate {gate.Address}, evidence {gate.Evidence[..Math.Min(12, gate.Evidence.Length)]}"
            + (gate.Approvers.Length > 0 ? $", answered by {string.Join(", ", gate.Approvers)}" : "")
            + (gate.MinApprovals > 1 ? $", {gate.MinApprovals} approvals" : "")
            + (gate.Deadline is { } deadline ? $", until {deadline.ToLocalTime():yyyy-MM-dd HH:mm}" : ""));
    }

    /// <summary>Why earlier answers no longer count; nothing where the gate was opened for the first time.</summary>
    public static IEnumerable<string> Changes(GateOpened gate)
    {
        if (gate.Changes is not { IsEmpty: false } changes) yield break;
        yield return Screen.Yellow("answers until now no longer count, for what they rested on has changed:");
        foreach (var change in changes.Take(MostChanges))
        {
            yield return $"  {change.What}";
            yield return $"    - {Printable.Lines(change.Before)}";
            yield return $"    + {Printable.Lines(change.Now)}";
        }

        if (changes.Length > MostChanges) yield return $"  and {changes.Length - MostChanges} more";
    }

    /// <summary>The answers to a gate as they stand, those that have lapsed first.</summary>
    public static IEnumerable<string> Answers(GateState gate) =>
        gate.Lapsed.Select(vote => (Vote: vote, Suffix: ", lapsed")).Concat(gate.Votes.Select(vote => (Vote: vote, Suffix: "")))
            .Select(one => $"  {(one.Vote.Approved ? "approved" : "rejected")} by {one.Vote.Actor}, {one.Vote.Time.ToLocalTime():yyyy-MM-dd HH:mm:ss}{one.Suffix}");

    /// <summary>Text broken at spaces into lines of at most <paramref name="width"/> characters.</summary>
    public static IEnumerable<string> Wrapped(string text, int width)
    {
        foreach (var paragraph in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    yield return line;
                    line = "";
                }

                line = line.Length == 0 ? word : $"{line} {word}";
            }

            if (line.Length > 0) yield return line;
        }
    }
}
