using System.Diagnostics;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Testing;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Testing;

namespace MeshRunbook.Cli.Testing;

/// <summary>Runs files of tests, several at a time.</summary>
/// <param name="filter">Which tests, by name; null for all.</param>
internal sealed class TestSession(IReadOnlyList<string> paths, Pattern? filter)
{
    private readonly Coverage _coverage = new();
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <exception cref="Refusal">There are no tests, or they are not valid.</exception>
    public async Task<TestReport> RunAsync(bool covers)
    {
        var files = Compile([.. paths.SelectMany(TestFile.FilesOf).Distinct()]);
        var results = new TestedFile[files.Count];
        await Parallel.ForAsync(0, files.Count, async (i, _) => results[i] = await RunAsync(files[i]));
        if (filter is not null && results.All(file => file.Results.Count == 0))
            throw Refusal.Usage($"no test has a name like `{filter}`", "`*` stands for any text: --filter '*gate*'");
        return new(results, covers ? Cover(files) : null, Stopwatch.GetElapsedTime(_start));
    }

    private async Task<TestedFile> RunAsync(RunbookTests tests)
    {
        var runner = new TestRunner(tests, _coverage, new ProcessCommands(TimeProvider.System));
        var results = new List<TestResult>();
        foreach (var test in tests.Tests)
            if (filter?.Matches(test.Name) != false) results.Add(await runner.RunAsync(test));
        if (filter is null && runner.Unused() is [var first, ..] unused)
            results.Add(new("the canned answers of all tests are needed", first.At, unused, TimeSpan.Zero, TimeSpan.Zero));
        return new(tests.Source.Name, results);
    }

    /// <summary>Counted are the runbooks that were tested, and those in the folders that were named.</summary>
    private CoverageReport Cover(IReadOnlyList<RunbookTests> tested)
    {
        var plans = tested.Select(tests => tests.Plan).DistinctBy(FileOf).ToDictionary(FileOf);
        foreach (var file in paths.Where(Directory.Exists).SelectMany(RunbookFile.Below))
            if (!plans.ContainsKey(Path.GetFullPath(file))) plans.Add(Path.GetFullPath(file), RunbookFile.Load(file).Plan!);
        return new([.. plans.Values.OrderBy(plan => plan.Source.Name, StringComparer.Ordinal).Select(plan => new CoveredFile(plan.Source.Name, _coverage.Of(plan)))]);

        static string FileOf(Plan plan) => Path.GetFullPath(plan.Source.Name);
    }

    private static List<RunbookTests> Compile(IReadOnlyList<string> files)
    {
        var compiled = new TestCompilation[files.Count];
        Parallel.For(0, files.Count, i => compiled[i] = TestFile.Compile(files[i]));
        var diagnostics = compiled.SelectMany(one => one.Diagnostics).DistinctBy(one => $"{one.Location}\t{one.Code}\t{one.Message}").ToList();
        var errors = diagnostics.Where(one => one.Severity == Severity.Error).ToList();
        if (errors.Count == 0) return [.. compiled.Select(one => one.Tests!)];
        throw new Refusal(ExitCode.Invalid, $"the tests have {Words.Count(errors.Count, "mistake")}", "correct what is shown above; no test was run")
        {
            Details = DiagnosticRenderer.Render(errors),
        };
    }
}
