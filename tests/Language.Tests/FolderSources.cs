using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Tests;

/// <summary>Texts of a folder; names are paths in it, so that golden files are the same on every machine.</summary>
internal sealed class FolderSources(string folder) : ISources
{
    public SourceText? Open(SourceText from, string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, Path.GetDirectoryName(from.Name)!, path));
        return File.Exists(full) ? SourceReader.Open(Path.GetRelativePath(folder, full), File.ReadAllBytes(full)) : null;
    }
}

/// <summary>Texts by name.</summary>
internal sealed class TextSources(params (string Name, string Text)[] texts) : ISources
{
    public SourceText? Open(SourceText from, string path) =>
        texts.FirstOrDefault(text => text.Name == path) is { Name: { } name, Text: var text } ? new(name, text) : null;
}
