using MeshRunbook.Cli.Diffs;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Language;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.Tests;

/// <summary>Pairs of runbooks, each with what is said of their difference.</summary>
public sealed class DiffCaseTests
{
    private static readonly string Cases = Repository.At("tests", "Cases", "diff");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Cases).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_difference_is_told_as_the_case_has_it(string name)
    {
        var folder = Path.Combine(Cases, name);

        var report = Compare(folder);

        Golden.Matches(Path.Combine(folder, "diff.txt"), string.Concat(DiffText.Lines(report).Select(line => line + "\n")));
        Golden.Matches(Path.Combine(folder, "diff.json"), DiffJson.Of(report).ToJsonString(Json.Readable) + "\n");
        Golden.Matches(Path.Combine(folder, "diff.md"), DiffMarkdown.Of(report));
    }

    [Fact]
    public void There_are_at_least_forty_cases() => Assert.True(Names.Count >= 40);

    [Fact]
    public void A_comment_is_never_longer_than_it_may_be()
    {
        var report = Compare(Path.Combine(Cases, "step-added-destructive"));
        var many = report with { Runbooks = [.. report.Runbooks.Select(one => one with { Changes = [.. Enumerable.Repeat(one.Changes, 400).SelectMany(changes => changes)] })] };

        var text = DiffMarkdown.Of(many);

        Assert.True(text.Length <= DiffMarkdown.Longest, $"{text.Length} characters");
        Assert.Contains("left out", text);
    }

    private static DiffReport Compare(string folder)
    {
        var (old, @new) = (Plan(folder, "old.yaml")!, Plan(folder, "new.yaml")!);
        var difference = Difference.Of(old, @new, Rollback(folder, old), Rollback(folder, @new));
        return new([new("new.yaml", old, @new, difference) { Changes = difference.Changes, Versions = difference.Versions }], null, ChecksVersions: true);
    }

    private static Plan? Rollback(string folder, Plan plan) => plan.Rollback is { } path ? Plan(folder, path) : null;

    private static Plan? Plan(string folder, string name)
    {
        var compilation = RunbookCompiler.Compile(new SourceText(name, File.ReadAllText(Path.Combine(folder, name))), new CaseSources(folder));
        Assert.True(compilation.Plan is not null, DiagnosticRenderer.Render(compilation.Diagnostics));
        return compilation.Plan;
    }

    private sealed class CaseSources(string folder) : ISources
    {
        public SourceText? Open(SourceText from, string path)
        {
            var name = DiskSources.NameOf(from, path);
            return File.Exists(Path.Combine(folder, name)) ? new SourceText(name, File.ReadAllText(Path.Combine(folder, name))) : null;
        }
    }
}
