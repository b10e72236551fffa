using MeshRunbook.Cli.Terminal;
using MeshRunbook.Cli.Terminal.Progress;
using MeshRunbook.Execution.Testing;

namespace MeshRunbook.Cli.Testing;

/// <summary>What came of tests, as people read it: a line for each, then what failed and what was not reached.</summary>
internal static class TestText
{
    private static readonly Symbols Symbols = Symbols.OfLocale(Environment.GetEnvironmentVariable);

    /// <param name="atLeast">The percentage that must be reached; null for any.</param>
    public static IEnumerable<string> Lines(TestReport report, int? atLeast)
    {
        foreach (var file in report.Files.Where(file => file.Results.Count > 0))
        {
            yield return Screen.Bold(Printable.Of(file.Name));
            foreach (var result in file.Results) yield return Line(result);
        }

        foreach (var file in report.Files)
            foreach (var result in file.Results.Where(result => !result.IsPassed))
                foreach (var line in Failure(result)) yield return line;
        if (report.Coverage is { } coverage)
            foreach (var line in Lines(coverage)) yield return line;
        yield return "";
        yield return Summary(report);
        if (report.Coverage is { } covered && covered.Percent < atLeast)
            yield return Screen.Red($"{covered.Percent} % is less than the {atLeast} % that --coverage-min asks for");
    }

    private static string Line(TestResult result) => result.IsPassed
        ? $"  {Screen.Green(Symbols.Done)} {Printable.Of(result.Name)}"
        : $"  {Screen.Red(Symbols.Failed)} {Printable.Of(result.Name)}";

    private static IEnumerable<string> Failure(TestResult result)
    {
        yield return "";
        yield return $"{Screen.Red(Symbols.Failed)} {Screen.Bold(Printable.Of(result.Name))}";
        foreach (var failure in result.Failures)
        {
            yield return $"  {failure.At.Source.Name}:{failure.At.Line}: {Printable.Of(failure.Message)}";
            foreach (var line in failure.Lines) yield return $"    {Coloured(Printable.Of(line))}";
        }
    }

    private static string Coloured(string line) => line switch
    {
        ['+', ' ', ..] => Screen.Red(line),
        ['-', ' ', ..] when !line.StartsWith("- run:", StringComparison.Ordinal) => Screen.Green(line),
        _ => line,
    };

    private static IEnumerable<string> Lines(CoverageReport coverage)
    {
        yield return "";
        foreach (var line in Table.Lines(["RUNBOOK", "STEPS", "BRANCHES"], [.. coverage.Files.Select(file => new[] { Printable.Of(file.Name), Share(file.Steps), Share(file.Branches) })]))
            yield return line;
        foreach (var file in coverage.Files)
            foreach (var point in file.Points.Where(point => !point.IsReached))
                yield return Screen.Yellow($"not reached: {file.Name}:{point.Location.Line}: {point.Address}{(point.Branch is null ? "" : $" {point.Branch}")}");
    }

    public static string Summary(TestReport report)
    {
        var failed = report.Failed > 0 ? Screen.Red($", {report.Failed} failed") : "";
        var lasted = TimeSpan.FromTicks(report.Files.Sum(file => file.Results.Sum(result => result.Lasted.Ticks)));
        var reached = report.Coverage is { } coverage
            ? $"; {coverage.Percent} % of {Words.Count(coverage.Steps, "step")} and {Words.Count(coverage.Branches, "branch", "branches")} reached"
            : "";
        return $"{Words.Count(report.Passed, "test")} passed{failed} in {Words.Duration(report.Took)}, for {Words.Duration(lasted)} of runs{reached}";
    }

    private static string Share(IEnumerable<CoveragePoint> points)
    {
        var all = points.ToList();
        return all.Count == 0 ? "" : $"{all.Count(point => point.IsReached)} of {all.Count}";
    }
}
