using System.Collections.Immutable;

namespace MeshRunbook.Cli.Reporting;

/// <summary>
/// Where a time lies between the start of a run (0) and its end (1). Long stretches in which nothing happened, such as a night before
/// a gate's answer, take little room, so that the work stays visible; they are marked as breaks.
/// </summary>
internal sealed class TimeScale
{
    private const double BreakWidth = 0.025;
    private const double LongestShare = 0.12;
    private const int MostBreaks = 8;
    private static readonly TimeSpan ShortestBreak = TimeSpan.FromMinutes(2);
    private readonly List<(DateTimeOffset Time, double Position)> _points = [];

    /// <param name="activity">Times at which something happened, sorted, the run's start and end among them.</param>
    public TimeScale(ImmutableArray<DateTimeOffset> activity)
    {
        var (from, to) = (activity[0], activity[^1]);
        var pauses = Pauses(activity);
        var work = (to - from).TotalSeconds - pauses.Sum(pause => (pause.To - pause.From).TotalSeconds);
        var room = 1 - (BreakWidth * pauses.Count);
        _points.Add((from, 0));
        var (at, position) = (from, 0.0);
        foreach (var pause in pauses)
        {
            position += work <= 0 ? 0 : (pause.From - at).TotalSeconds / work * room;
            _points.Add((pause.From, position));
            position += BreakWidth;
            _points.Add((pause.To, position));
            Breaks = Breaks.Add(new(position - BreakWidth, position, pause.To - pause.From));
            at = pause.To;
        }

        _points.Add((to, 1));
    }

    public ImmutableArray<TimeBreak> Breaks { get; private set; } = [];

    /// <summary>From 0 to 1.</summary>
    public double Of(DateTimeOffset time)
    {
        var after = _points.FindIndex(point => point.Time >= time);
        if (after <= 0) return after < 0 ? 1 : 0;
        var (left, right) = (_points[after - 1], _points[after]);
        var span = (right.Time - left.Time).TotalSeconds;
        return span <= 0 ? right.Position : left.Position + ((right.Position - left.Position) * ((time - left.Time).TotalSeconds / span));
    }

    /// <summary>The time at a position.</summary>
    public DateTimeOffset At(double position)
    {
        var after = Math.Max(1, _points.FindIndex(point => point.Position >= position));
        var (left, right) = (_points[after - 1], _points[after]);
        var span = right.Position - left.Position;
        return span <= 0 ? right.Time : left.Time + ((right.Time - left.Time) * Math.Clamp((position - left.Position) / span, 0, 1));
    }

    private static List<(DateTimeOffset From, DateTimeOffset To)> Pauses(ImmutableArray<DateTimeOffset> activity)
    {
        var gaps = activity.Zip(activity.Skip(1)).Where(gap => gap.Second - gap.First >= ShortestBreak).OrderByDescending(gap => gap.Second - gap.First).ToList();
        var left = (activity[^1] - activity[0]).TotalSeconds;
        var pauses = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var gap in gaps.Take(MostBreaks))
        {
            var length = (gap.Second - gap.First).TotalSeconds;
            if (length < LongestShare * left) break;
            pauses.Add(gap);
            left -= length;
        }

        return [.. pauses.OrderBy(pause => pause.From)];
    }
}

/// <summary>A long time in which nothing happened, from and to a position.</summary>
internal sealed record TimeBreak(double From, double To, TimeSpan Length);
