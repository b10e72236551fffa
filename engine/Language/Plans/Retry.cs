namespace MeshRunbook.Language.Plans;

/// <summary>How often a step is tried in all, how long to wait before the second try, and by what the wait grows each time.</summary>
public sealed record Retry(int Attempts, TimeSpan Delay, double Backoff)
{
    /// <summary>The wait after a failed attempt, counted from 1; never more than an hour.</summary>
    public TimeSpan DelayAfter(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(3600, Delay.TotalSeconds * Math.Pow(Backoff, attempt - 1)));
}
