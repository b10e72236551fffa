using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Tests.Compiling;

public sealed class RunbooksTests
{
    public static TheoryData<string> Runbooks =>
        [.. Directory.EnumerateFiles(Repository.At("runbooks"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/scenarios/", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

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
