using MeshRunbook.Cli.Runbooks;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>Which runbooks lie in the workspace. Looked for when somebody first asks, and again when files may have changed.</summary>
internal sealed class RunbookFiles(FileNames names)
{
    /// <summary>A workspace may be a whole home folder; beyond so many files nobody waits.</summary>
    private const int Most = 20_000;

    private readonly Dictionary<string, IReadOnlyList<string>> _found = new(StringComparer.Ordinal);

    public void Forget() => _found.Clear();

    /// <summary>The names of all runbooks; where there is no workspace, of those around a document.</summary>
    public IReadOnlyList<string> Below(string? document)
    {
        var folder = names.Root ?? (document is null ? null : Path.GetDirectoryName(names.PathOfName(document)));
        if (folder is null || !Directory.Exists(folder)) return [];
        if (!_found.TryGetValue(folder, out var found)) _found[folder] = found = Look(folder);
        return found;
    }

    private List<string> Look(string folder)
    {
        var found = new List<string>();
        var waiting = new Queue<string>([folder]);
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint };
        for (var seen = 0; seen < Most && waiting.TryDequeue(out var next);)
        {
            foreach (var file in Directory.EnumerateFiles(next, "*", options))
            {
                seen++;
                if (RunbookFile.IsYaml(file) && IsRunbook(file)) found.Add(names.NameOfPath(file));
            }

            foreach (var inner in Directory.EnumerateDirectories(next, "*", options))
                if (Path.GetFileName(inner) is not ("node_modules" or "bin" or "obj" or "artifacts")) waiting.Enqueue(inner);
        }

        return found;
    }

    private static bool IsRunbook(string file)
    {
        try
        {
            return RunbookFile.IsRunbook(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
