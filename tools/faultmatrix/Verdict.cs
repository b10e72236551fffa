namespace MeshRunbook.FaultMatrix;

/// <summary>How a case ended.</summary>
/// <param name="Problems">What should not have been; empty where all went well.</param>
/// <param name="Checked">What the prober has checked.</param>
internal sealed record Verdict(Case Case, IReadOnlyList<Stop> Stops, IReadOnlyList<string> Problems, long Checked, long FailedProbes)
{
    /// <summary>False where what comes before the case failed, so that nothing can be said of the case.</summary>
    public bool IsPlayed { get; init; } = true;

    public bool IsGood => Problems.Count == 0;

    public string Ending => !IsGood ? "NOT AS IT SHOULD" : Stops.Count == 0 ? "done" : $"done after {Stops.Count} stop{(Stops.Count == 1 ? "" : "s")}";

    public IEnumerable<string> Lines() =>
        [$"{Case}: {Ending}", .. Stops.Select(stop => $"       {stop.Status}: {stop.Line}"), .. Problems.Select(problem => $"     ! {problem}")];
}
