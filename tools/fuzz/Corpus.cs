using System.Text;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Fuzz;

/// <summary>The texts that mutations begin with: the shipped runbooks, and the cases of the tests, broken ones too.</summary>
public sealed class Corpus : ISources
{
    private readonly Dictionary<string, byte[]> _files;

    private Corpus(Dictionary<string, byte[]> files)
    {
        _files = files;
        Runbooks = [.. Texts(name => !name.Contains("/scenarios/", StringComparison.Ordinal) && !name.StartsWith("tests/Cases/parameters/", StringComparison.Ordinal))];
        Parameters = [.. Texts(name => name.StartsWith("tests/Cases/parameters/", StringComparison.Ordinal) || name.Contains("/scenarios/", StringComparison.Ordinal))];
    }

    /// <summary>The checkout in which this was built.</summary>
    public static string Root { get; } = FindRoot();

    public IReadOnlyList<string> Runbooks { get; }

    public IReadOnlyList<string> Parameters { get; }

    public static Corpus Load() => new(new[] { "runbooks", Path.Combine("tests", "Cases") }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.yaml", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal).ToDictionary(file => Path.GetRelativePath(Root, file), File.ReadAllBytes, StringComparer.Ordinal));

    /// <summary>Called runbooks: those of the corpus, as if the caller stood beside the shipped ones.</summary>
    public SourceText? Open(SourceText from, string path)
    {
        var name = Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/runbooks", path)));
        return _files.TryGetValue(name, out var bytes) ? SourceReader.Open(name, bytes) : null;
    }

    private IEnumerable<string> Texts(Func<string, bool> isWanted) =>
        _files.Where(file => isWanted(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => Encoding.UTF8.GetString(file.Value));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MeshRunbook.sln"))) folder = folder.Parent;
        return folder?.FullName ?? Directory.GetCurrentDirectory();
    }
}
