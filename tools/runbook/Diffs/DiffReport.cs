using MeshRunbook.Language.Comparison;

namespace MeshRunbook.Cli.Diffs;

/// <summary>All that a comparison has found.</summary>
/// <param name="Runs">Null where nobody asked about runs.</param>
/// <param name="ChecksVersions">Whether a version that was not raised enough is a fault.</param>
internal sealed record DiffReport(IReadOnlyList<Compared> Runbooks, IReadOnlyList<RunVerdict>? Runs, bool ChecksVersions)
{
    public Risk Risk => Runbooks.Count == 0 ? Risk.None : Runbooks.Max(one => one.IsUnchanged ? Risk.None : one.Risk);

    /// <summary>Runbooks whose version has to be raised further.</summary>
    public IReadOnlyList<VersionRaise> TooLow => [.. Runbooks.SelectMany(one => one.Versions).Where(version => !version.IsEnough).DistinctBy(version => version.Text)];

    public IReadOnlyList<Compared> Changed => [.. Runbooks.Where(one => !one.IsUnchanged).OrderByDescending(one => one.Risk)];

    public int Count(Risk risk) => Runbooks.Sum(one => one.Changes.Count(change => change.Risk == risk));
}
