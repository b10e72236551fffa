using System.Collections.Immutable;
using MeshRunbook.Execution.Testing;

namespace MeshRunbook.Cli.Testing;

/// <summary>What came of tests.</summary>
/// <param name="Coverage">Null where it was not asked for.</param>
/// <param name="Took">In real time.</param>
internal sealed record TestReport(IReadOnlyList<TestedFile> Files, CoverageReport? Coverage, TimeSpan Took)
{
    public int Passed => Files.Sum(file => file.Results.Count(result => result.IsPassed));

    public int Failed => Files.Sum(file => file.Results.Count(result => !result.IsPassed));
}

internal sealed record TestedFile(string Name, IReadOnlyList<TestResult> Results)
{
    public TimeSpan Took => TimeSpan.FromTicks(Results.Sum(result => result.Took.Ticks));
}

/// <summary>What tests have reached of some runbooks.</summary>
internal sealed record CoverageReport(IReadOnlyList<CoveredFile> Files)
{
    public int Steps => Files.Sum(file => file.Steps.Count());

    public int Branches => Files.Sum(file => file.Branches.Count());

    public int Reached => Files.Sum(file => file.Points.Count(point => point.IsReached));

    /// <summary>Of steps and branches together, cut to whole percents: 100 is all of them.</summary>
    public int Percent => Steps + Branches == 0 ? 100 : Reached * 100 / (Steps + Branches);
}

internal sealed record CoveredFile(string Name, ImmutableArray<CoveragePoint> Points)
{
    public IEnumerable<CoveragePoint> Steps => Points.Where(point => point.Branch is null);

    public IEnumerable<CoveragePoint> Branches => Points.Where(point => point.Branch is not null);
}
