using System.Diagnostics;
using MeshRunbook.Cli.Terminal;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>Says what is done just now, and how far it has come: one line that is redrawn on a terminal, a line for each thing elsewhere.</summary>
internal sealed class CrashProgress(string runbook, TextWriter output, bool isLive)
{
    private readonly Lock _lock = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _due;
    private int _judged;
    private int _guilty;

    public void Learn() => Say($"rehearsing {runbook} without a crash, to learn its events");

    public void Begin(Findings findings, int due)
    {
        _due = due;
        Say($"{Words.Count(findings.Events, "event")}, {Words.Count(findings.All.Count, "crash point")}; the engine is killed at {(due == findings.All.Count ? "each" : $"{due} of them")}");
    }

    /// <param name="rehearsal">Its number.</param>
    public void Died(int rehearsal, CrashPoint point) => Say($"rehearsal {rehearsal}: killed {point.Name}, resuming");

    public void Judged(Findings findings, int deaths, Judgement judgement)
    {
        (_judged, _guilty) = (findings.Count + findings.Missed.Count, findings.Guilty.Count);
        Say(judgement.IsGood
            ? $"a rehearsal with {Words.Count(deaths, "crash", "crashes")} ended as the one without"
            : $"a rehearsal with {Words.Count(deaths, "crash", "crashes")} went otherwise: {judgement.Problems[0]}");
    }

    public void End()
    {
        if (isLive) output.Write("\r\u001b[K");
    }

    private void Say(string message)
    {
        var standing = $"{Words.Duration(_watch.Elapsed),7}  {_judged}/{_due}{(_guilty > 0 ? $", {_guilty} bad" : "")}  {message}";
        lock (_lock)
        {
            if (isLive) output.Write($"\r\u001b[K{(standing.Length < Screen.Width ? standing : standing[..(Screen.Width - 2)] + "…")}");
            else output.WriteLine(standing);
        }
    }
}
