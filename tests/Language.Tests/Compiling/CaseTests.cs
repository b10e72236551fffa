using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;

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

    internal static Compilation Compile(string name)
    {
        var folder = Repository.At("tests", "Cases", name);
        return RunbookCompiler.Compile("runbook.yaml", File.ReadAllBytes(Path.Combine(folder, "runbook.yaml")), new FolderSources(folder));
    }
}
