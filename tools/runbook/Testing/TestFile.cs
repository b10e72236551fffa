using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Language.Testing;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Cli.Testing;

/// <summary>Files of tests on the disk. They stand beside their runbooks and are called NAME.test.yaml.</summary>
internal static class TestFile
{
    private static readonly string[] Endings = [".test.yaml", ".test.yml"];

    public static TestCompilation Compile(string path) => TestCompiler.Compile(SourceReader.Open(path, RunbookFile.Read(path)), new DiskSources());

    /// <summary>The file itself, the tests beside it where it is a runbook; of a folder those below it.</summary>
    /// <exception cref="Refusal">There are none.</exception>
    public static IEnumerable<string> FilesOf(string path)
    {
        if (Directory.Exists(path))
        {
            var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(IsNamedSo).Select(RunbookFile.Named).Order(StringComparer.Ordinal).ToList();
            return files.Count > 0 ? files : throw Refusal.Usage($"there are no tests in `{path}`", "tests of NAME.yaml stand beside it in NAME.test.yaml");
        }

        if (!File.Exists(path)) throw Refusal.Usage($"there is no file `{path}`", "name a file of tests, a runbook that has one beside it, or a folder");
        if (IsNamedSo(path) || RunbookFile.IsTest(path)) return [path];
        var beside = Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path) + Endings[0]);
        return File.Exists(beside) ? [beside] : throw Refusal.Usage($"`{path}` has no tests", $"write them into {beside}");
    }

    private static bool IsNamedSo(string file) => Endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal));
}
