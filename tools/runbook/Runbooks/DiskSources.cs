using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Cli.Runbooks;

/// <summary>Called runbooks from the disk, relative to the file that calls them.</summary>
internal sealed class DiskSources : ISources
{
    // One byte more than the language allows is enough to see that a file is too long.
    private const int Most = SourceReader.MaxBytes + 1;

    public SourceText? Open(SourceText from, string path)
    {
        var name = NameOf(from, path);
        return File.Exists(name) ? SourceReader.Open(name, Read(name)) : null;
    }

    /// <summary>What a path means in the file that names it. Two ways to name a file give one name: it is how cycles and pinned
    /// copies are recognised.</summary>
    public static string NameOf(SourceText from, string path)
    {
        var name = Path.Combine(Path.GetDirectoryName(from.Name) ?? "", path);
        return Path.IsPathRooted(name) ? Path.GetFullPath(name) : Normalized(name);
    }

    /// <summary>The bytes of a file, at most a little over what a runbook may have.</summary>
    public static byte[] Read(string file)
    {
        using var stream = File.OpenRead(file);
        var buffer = new byte[Most];
        var length = stream.ReadAtLeast(buffer, Most, throwOnEndOfStream: false);
        return buffer[..length];
    }

    private static string Normalized(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "." or "") continue;
            if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
