using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Tests.Compiling;

/// <summary>Each folder of tests/Cases with a runbook.yaml: what is said of it, kept in diagnostics.txt.</summary>
public sealed class CaseTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(Repository.At("tests", "Cases"), "runbook.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_said_of_a_runbook_is_what_was_kept(string name)
    {
        var rendered = DiagnosticRenderer.Render(Compile(name).Diagnostics);

        Golden.Matches(Repository.At("tests", "Cases", name, "diagnostics.txt"), rendered);
    }

    [Fact]
    public void Twelve_mistakes_in_one_file_are_all_shown()
    {
        var diagnostics = Compile("twelve-mistakes").Diagnostics;

        Assert.Equal(12, diagnostics.Length);
        Assert.Equal(12, diagnostics.Select(diagnostic => diagnostic.Location!.Line).Distinct().Count());
    }

    [Fact]
    public void Calls_that_never_end_stop_at_a_depth()
    {
        var texts = Enumerable.Range(0, 20).Select(i => ($"{i}.yaml", $$"""
            apiVersion: meshrunbook/v1
            kind: Runbook
            metadata: {name: a, version: 1.0.0, title: A}
            steps: [{id: next, call: {{i + 1}}.yaml}]
            """)).ToArray();

        var compilation = RunbookCompiler.Compile(new SourceText("0.yaml", texts[0].Item2), new TextSources(texts));

        Golden.Matches(Repository.At("tests", "Cases", "calls-too-deep", "diagnostics.txt"), DiagnosticRenderer.Render(compilation.Diagnostics));
    }

    [Fact]
    public void A_file_of_more_than_a_mebibyte_is_not_read()
    {
        var compilation = RunbookCompiler.Compile("large.yaml", new byte[1024 * 1024 + 1], new TextSources());

        Golden.Matches(Repository.At("tests", "Cases", "yaml-too-large", "diagnostics.txt"), DiagnosticRenderer.Render(compilation.Diagnostics));
    }

    [Fact]
    public void A_file_of_more_values_than_anybody_writes_is_read_no_further()
    {
        var head = "apiVersion: meshrunbook/v1\nkind: Runbook\nmetadata: {name: many, version: 1.0.0, title: Many}\nsteps:\n";
        var text = head + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  - {{id: a{i}, run: x}}\n"));

        var compilation = RunbookCompiler.Compile(new SourceText("many.yaml", text), new TextSources());

        Assert.Null(compilation.Plan);
        Golden.Matches(Repository.At("tests", "Cases", "yaml-too-many", "diagnostics.txt"), DiagnosticRenderer.Render(compilation.Diagnostics));
    }

    internal static Compilation Compile(string name)
    {
        var folder = Repository.At("tests", "Cases", name);
        return RunbookCompiler.Compile("runbook.yaml", File.ReadAllBytes(Path.Combine(folder, "runbook.yaml")), new FolderSources(folder));
    }
}
