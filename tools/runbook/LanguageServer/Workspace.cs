using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Language.Editing;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>The texts that the client has open and those on the disk, and what the compiler makes of them.</summary>
internal sealed class Workspace(FileNames names) : ISources
{
    private readonly Dictionary<string, OpenDocument> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTime Written, long Length, SourceText Text)> _disk = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Analysis> _analyses = new(StringComparer.Ordinal);
    private readonly KeptCalls _kept = new();
    private readonly RunbookFiles _files = new(names);

    public FileNames Names { get; } = names;

    public IEnumerable<OpenDocument> Documents => _open.Values;

    public OpenDocument? Find(string name) => _open.GetValueOrDefault(name);

    public void Put(OpenDocument document) => _open[document.Source.Name] = document;

    public void Close(string name) => _open.Remove(name);

    /// <summary>Forgets which runbooks there are: some may have come or gone.</summary>
    public void FilesChanged() => _files.Forget();

    /// <summary>Reads all runbooks of the workspace, one a step, so that no request has to.</summary>
    public IEnumerable<string> Warm()
    {
        foreach (var name in _files.Below(null).ToList())
        {
            Text(name);
            yield return name;
        }
    }

    /// <summary>The document's URI as the client writes it.</summary>
    public string UriOf(string name) => Find(name)?.Uri ?? Names.UriOf(name);

    /// <summary>The text behind a name; null where there is none.</summary>
    public SourceText? Text(string name)
    {
        if (_open.TryGetValue(name, out var document)) return document.Source;
        if (Names.PathOfName(name) is not { } path) return null;
        var file = new FileInfo(path);
        if (!file.Exists) return null;
        if (_disk.TryGetValue(name, out var known) && known.Written == file.LastWriteTimeUtc && known.Length == file.Length) return known.Text;
        try
        {
            var text = SourceReader.Open(name, DiskSources.Read(path));
            _disk[name] = (file.LastWriteTimeUtc, file.Length, text);
            return text;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public SourceText? Open(SourceText from, string path)
    {
        if (Names.PathOfName(from.Name) is not { } caller) return Path.IsPathRooted(path) ? Text(Names.NameOfPath(Path.GetFullPath(path))) : null;
        return Text(Names.NameOfPath(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, path))));
    }

    /// <summary>What the compiler makes of a text, made anew only where one of the texts it rests on has changed. Null where there is no such text.</summary>
    public Analysis? Analyse(string name)
    {
        if (Text(name) is not { } source) return null;
        if (_analyses.TryGetValue(name, out var known) && known.Source == source && known.Sources.All(text => Text(text.Name) == text) && known.Diagnostics.All(diagnostic => diagnostic.Code != Language.Steps.CallCodes.NotFound))
            return known;
        return _analyses[name] = Analysis.Of(source, this, _kept);
    }

    /// <summary>The runbooks of the workspace that name a file, in a call or as their rollback.</summary>
    public IEnumerable<Analysis> Callers(string name, CancellationToken cancelled)
    {
        var file = Path.GetFileName(name);
        foreach (var other in Runbooks(name))
        {
            cancelled.ThrowIfCancellationRequested();
            if (other != name && Text(other) is { } text && text.Content.Contains(file, StringComparison.Ordinal) && Analyse(other) is { } analysis) yield return analysis;
        }
    }

    /// <summary>Those on the disk and those that are only open yet.</summary>
    private List<string> Runbooks(string document) =>
        _files.Below(document).Union(_open.Values.Where(open => open.IsRunbook).Select(open => open.Source.Name)).ToList();

    /// <summary>Other runbooks, by the paths under which a file would call them.</summary>
    public IEnumerable<string> PathsFrom(string name)
    {
        if (Names.PathOfName(name) is not { } path) return [];
        var folder = Path.GetDirectoryName(path)!;
        return Runbooks(name).Where(other => other != name && Names.PathOfName(other) is not null).Select(other => Path.GetRelativePath(folder, Names.PathOfName(other)!)).Order(StringComparer.Ordinal);
    }
}
