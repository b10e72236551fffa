using MeshRunbook.Language;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Runbooks;

/// <summary>Runbooks on the disk.</summary>
internal static class RunbookFile
{
    private const string RunbookKind = "Runbook";
    private const string TestKind = "RunbookTest";

    /// <summary>Compiles a file.</summary>
    /// <exception cref="Refusal">There is no such file, or it cannot be read.</exception>
    public static Compilation Compile(string path) => RunbookCompiler.Compile(path, Read(path), new DiskSources());

    /// <summary>The file itself; of a folder the YAML files below it that say they are runbooks, or tests of some.</summary>
    /// <exception cref="Refusal">There is no runbook.</exception>
    public static IEnumerable<string> FilesOf(string path)
    {
        if (!Directory.Exists(path)) return [path];
        var files = Below(path, kind => kind is RunbookKind or TestKind);
        return files.Count > 0 ? files : throw Refusal.Usage($"there is no runbook in `{path}`", "a runbook is a YAML file with `kind: Runbook`");
    }

    /// <summary>The bytes of a runbook.</summary>
    /// <exception cref="Refusal">There is no such file, or it cannot be read.</exception>
    public static byte[] Read(string path)
    {
        if (Directory.Exists(path)) throw Refusal.Usage($"`{path}` is a folder", "name a runbook's file");
        if (!File.Exists(path)) throw Refusal.Usage($"there is no file `{path}`", "check the path of the runbook");
        return Bytes(path);
    }

    /// <summary>The YAML files below a folder that say they are runbooks.</summary>
    public static IReadOnlyList<string> Below(string folder) => Below(folder, kind => kind is RunbookKind);

    /// <summary>Whether a file says that it holds tests of a runbook.</summary>
    /// <exception cref="Refusal">There is no such file, or it cannot be read.</exception>
    public static bool IsTest(string file) => FirstLines.Of(Lines(Read(file))).Kind is TestKind;

    /// <summary>Whether a file says on its first lines that it is a runbook.</summary>
    public static bool IsRunbook(string file) => FirstLines.Of(File.ReadLines(file)).Kind is RunbookKind;

    /// <summary>Whether a text says so.</summary>
    public static bool IsRunbookText(string text) => FirstLines.Of(text.Split('\n')).Kind is RunbookKind;

    private static IReadOnlyList<string> Below(string folder, Func<string?, bool> isWanted) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsYaml)
            .Where(file => isWanted(FirstLines.Of(File.ReadLines(file)).Kind)).Select(Named).Order(StringComparer.Ordinal),
    ];

    /// <summary>A file below this folder as others name it, without `./`.</summary>
    public static string Named(string file) => file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;

    public static bool IsYaml(string file) => file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content));
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return DiskSources.Read(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Refusal.Usage($"`{path}` cannot be read: {problem.Message}", "check the path and its permissions");
        }
    }

    /// <summary>The plan of a file and the texts that it rests on.</summary>
    /// <exception cref="Refusal">The runbook is not valid.</exception>
    public static Compilation Load(string path)
    {
        var compilation = Compile(path);
        if (compilation.Plan is not null) return compilation;
        var errors = compilation.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        throw new Refusal(ExitCode.Invalid, $"`{path}` has {Words.Count(errors, "mistake")}", "correct what is shown above; nothing was run")
        {
            Details = DiagnosticRenderer.Render(compilation.Diagnostics),
        };
    }
}
