using System.Collections.Immutable;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Running;

/// <summary>Finished steps whose effect is gone: somebody changed the world between two stretches of work on a run.</summary>
internal static class Drift
{
    /// <summary>The reason in the journal where a person goes on although an effect is gone.</summary>
    public const string Accepted = "drift was accepted";

    private const int NarrowestCell = 24;

    /// <summary>What to record so that the run may go on.</summary>
    /// <param name="decisions">What the person decided; a step in them is decided already.</param>
    /// <exception cref="Refusal">There is drift that nobody has decided on.</exception>
    public static async Task<ImmutableArray<StepDecided>> DecideAsync(
        Runner runner, ImmutableArray<StepDecided> decisions, bool accepts, string id, CancellationToken cancellation)
    {
        var found = await runner.FindDriftAsync(cancellation);
        foreach (var unknown in found.Where(drifted => drifted.Answer.Verdict == Verdict.CannotTell))
            Console.Error.WriteLine($"note: whether `{unknown.Step.Address}` has drifted cannot be told: {Printable.Lines(unknown.Answer.Summary)}");
        var open = found.Where(drifted => drifted.Answer.Verdict == Verdict.DoesNotHold && decisions.All(decision => decision.Address != drifted.Step.Address)).ToList();
        if (open.Count == 0) return [];
        foreach (var line in open.SelectMany(Lines)) Console.Error.WriteLine(line);
        if (accepts) return [.. open.Select(drifted => new StepDecided(drifted.Step.Address, Decision.MarkDone, Accepted))];
        throw Refusal.Refused(
            $"{Words.Count(open.Count, "finished step")} of run {id} {(open.Count == 1 ? "has" : "have")} lost {(open.Count == 1 ? "its" : "their")} effect",
            $"do it again: runbook resume {id} {string.Join(' ', open.Take(4).Select(drifted => $"--redo {drifted.Step.Address}"))}{(open.Count > 4 ? " …" : "")}; or go on all the same: runbook resume {id} --accept-drift");
    }

    /// <summary>What the probe said when the step was done, and what it says now, side by side.</summary>
    private static IEnumerable<string> Lines(Drifted drifted)
    {
        yield return Screen.Yellow($"drift: `{drifted.Step.Address}`: {Printable.Of(drifted.Step.Title)}");
        var (before, now) = (drifted.Step.Probe!, drifted.Answer);
        var rows = new List<string[]> { new[] { "", Printable.Of(before.Summary), Printable.Of(now.Summary) } };
        foreach (var key in Keys(before.Evidence).Union(Keys(now.Evidence)))
            rows.Add([key, Text(before.Evidence, key), Text(now.Evidence, key)]);
        string[] header = ["", $"WHEN IT WAS DONE ({drifted.Step.EndedAt?.ToLocalTime():yyyy-MM-dd HH:mm})", "NOW"];
        var room = (Screen.Width - rows.Max(row => row[0].Length) - 8) / 2;
        if (rows.All(row => row[1].Length <= Math.Max(room, NarrowestCell)))
        {
            foreach (var line in Table.Lines(header, rows)) yield return "  " + line;
            yield break;
        }

        // Too long for two columns: one above the other.
        foreach (var row in rows)
        {
            if (row[0].Length > 0) yield return $"  {row[0]}:";
            yield return $"    when it was done: {row[1]}";
            yield return $"    now:              {row[2]}";
        }
    }

    private static IEnumerable<string> Keys(Value evidence) => evidence switch
    {
        MapValue map => map.Entries.Select(entry => entry.Key),
        NullValue => [],
        _ => ["evidence"],
    };

    private static string Text(Value evidence, string key)
    {
        var value = evidence is MapValue map ? map[key] : evidence is NullValue ? null : evidence;
        return value switch
        {
            null => "-",
            TextValue { IsSecret: true } => "***",
            TextValue text => Printable.Of(text.Text),
            _ => Printable.Of(System.Text.Encoding.UTF8.GetString(JournalValues.ToUtf8(value))),
        };
    }
}
