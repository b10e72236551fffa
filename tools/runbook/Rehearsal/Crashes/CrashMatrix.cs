namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>
/// Kills the engine of a rehearsal at each crash point, and judges each by what came of it. A rehearsal carries many crash
/// points, each lived through before the next. Where it ends as the one without a crash, all of them did; where it does not,
/// they are divided until those that do harm stand alone.
/// </summary>
internal sealed class CrashMatrix(Setting setting, int parallel, CrashProgress progress)
{
    private readonly Queue<IReadOnlyList<CrashPoint>> _due = new();
    private readonly List<Task<(IReadOnlyList<CrashPoint> Points, Course Course)>> _running = [];

    /// <param name="choose">Which of all crash points are tried.</param>
    public async Task<Findings> RunAsync(Func<IReadOnlyList<CrashPoint>, IReadOnlyList<CrashPoint>> choose, CancellationToken cancellation)
    {
        progress.Learn();
        var whole = await CrashedRehearsal.RunAsync(setting, [], _ => { }, cancellation);
        if (whole.ExitCode != ExitCode.Done)
            throw new Refusal(ExitCode.Failed, "the rehearsal does not go as expected, even without a crash", $"read what it printed: {whole.Folder}/log") { Details = whole.Said };
        Directory.Delete(whole.Folder, recursive: true);
        var all = CrashPoint.AllOf(whole.Run, whole.Journal);
        var chosen = choose(all);
        var findings = new Findings(whole.Journal.Count, all);
        progress.Begin(findings, chosen.Count);
        foreach (var share in Shares(chosen, parallel)) _due.Enqueue(share);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            while (_due.Count + _running.Count > 0)
            {
                while (_running.Count < parallel && _due.TryDequeue(out var points)) _running.Add(CarryAsync(points, ++findings.Rehearsals, ending.Token));
                var ended = await Task.WhenAny(_running);
                _running.Remove(ended);
                var (carried, course) = await ended;
                Take(findings, carried, course, Judgement.Of(whole, course));
            }
        }
        finally
        {
            // No engine and no mesh stays behind, whatever ended this.
            await ending.CancelAsync();
            await Task.WhenAll(_running).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return findings;
    }

    private async Task<(IReadOnlyList<CrashPoint> Points, Course Course)> CarryAsync(IReadOnlyList<CrashPoint> points, int number, CancellationToken cancellation) =>
        (points, await CrashedRehearsal.RunAsync(setting, points, point => progress.Died(number, point), cancellation));

    private void Take(Findings findings, IReadOnlyList<CrashPoint> points, Course course, Judgement judgement)
    {
        if (course.Died.Count == 0 && !judgement.IsGood)
            throw new Refusal(ExitCode.Failed, "a rehearsal went otherwise than the first although nothing was killed in it", $"read what it printed: {course.Folder}/log")
            {
                Details = string.Concat(judgement.Problems.Select(problem => problem + "\n")),
            };
        var left = points.Except(course.Died).ToList();
        if (course.Died.Count == 0) findings.Missed.AddRange(left);
        else foreach (var share in Shares(left, parallel - _running.Count - _due.Count)) _due.Enqueue(share);
        if (judgement.IsGood)
        {
            findings.Good.AddRange(course.Died);
            findings.AskedFor += judgement.AskedFor;
        }
        else if (course.Died is [var alone])
        {
            findings.Guilty.Add(new(alone, judgement, course.Folder));
        }
        else
        {
            foreach (var suspects in Suspects(course)) _due.Enqueue(suspects);
        }

        progress.Judged(findings, course.Died.Count, judgement);
        if (course.Died.Count != 1 || judgement.IsGood) Directory.Delete(course.Folder, recursive: true);
    }

    /// <summary>Where the run stopped, its last death did it; otherwise any of them may have.</summary>
    private static IEnumerable<IReadOnlyList<CrashPoint>> Suspects(Course course) => course.ExitCode != ExitCode.Done
        ? [[course.Died[^1]], [.. course.Died.SkipLast(1)]]
        : course.Died.Chunk((course.Died.Count + 1) / 2);

    /// <summary>Every n-th together, so that those of one step, which no rehearsal meets at once, are apart.</summary>
    private static IEnumerable<IReadOnlyList<CrashPoint>> Shares(IReadOnlyList<CrashPoint> points, int count) =>
        points.Index().GroupBy(point => point.Index % Math.Max(1, count), point => point.Item).Select(share => (IReadOnlyList<CrashPoint>)[.. share]);
}
