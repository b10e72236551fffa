using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Testing;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Tests.Compiling;

public sealed class RunbooksTests
{
    public static TheoryData<string> Runbooks => [.. Files(isTest: false)];

    /// <summary>The shipped files of tests.</summary>
    public static TheoryData<string> Tests => [.. Files(isTest: true)];

    [Fact]
    public void Every_shipped_runbook_has_tests_beside_it() =>
        Assert.Equal(Files(isTest: false).Select(file => Path.ChangeExtension(file, ".test.yaml")), Files(isTest: true));

    [Theory]
    [MemberData(nameof(Tests))]
    public void Every_shipped_test_compiles_without_a_remark(string path)
    {
        var compilation = TestCompiler.Compile(new SourceText(path, File.ReadAllText(Repository.At(path))), new FolderSources(Repository.Root));

        var remarks = DiagnosticRenderer.Render(compilation.Diagnostics);
        Assert.True(remarks.Length == 0, remarks);
    }

    private static IEnumerable<string> Files(bool isTest) =>
        Directory.EnumerateFiles(Repository.At("runbooks"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/scenarios/", StringComparison.Ordinal) && file.EndsWith(".test.yaml", StringComparison.Ordinal) == isTest)
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void Every_shipped_runbook_compiles_without_a_remark(string path)
    {
        var compilation = RunbookCompiler.Compile(path, File.ReadAllBytes(Repository.At(path)), new FolderSources(Repository.Root));

        var remarks = DiagnosticRenderer.Render(compilation.Diagnostics);
        Assert.True(remarks.Length == 0, remarks);
        Assert.NotNull(compilation.Plan);
    }
}
