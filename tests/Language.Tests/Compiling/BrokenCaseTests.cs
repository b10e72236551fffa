using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Language.Tests.Compiling;

/// <summary>Each runbook of tests/Cases/broken: what is said of it, kept beside it as text. Those in a folder `parts` are called by others.</summary>
public sealed class BrokenCaseTests
{
    private static readonly string Folder = Repository.At("tests", "Cases", "broken");

    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file)[..^".yaml".Length])
            .Where(name => !name.Contains("/parts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_said_of_a_broken_runbook_is_what_was_kept(string name)
    {
        var diagnostics = Compile(name).Diagnostics;

        Assert.NotEmpty(diagnostics);
        Golden.Matches(Path.Combine(Folder, $"{name}.txt"), DiagnosticRenderer.Render(diagnostics));
    }

    internal static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, $"{name}.yaml"));

    internal static Compilation Compile(string name) => RunbookCompiler.Compile($"{name}.yaml", Read(name), new FolderSources(Folder));
}
