namespace MeshRunbook.Cli.LanguageServer;

/// <summary>One file under its three names: the client's URI, the path on the disk, and what messages call it.</summary>
/// <param name="root">The folder of the workspace, below which messages name files as a person would; null where there is none.</param>
internal sealed class FileNames(string? root)
{
    public string? Root { get; } = root;

    /// <summary>The path of a file's URI; null for what is not on the disk, such as `untitled:`.</summary>
    public static string? PathOf(string uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed)) throw RequestProblem.Params($"`{uri}` is no URI");
        return parsed.IsFile ? Path.GetFullPath(parsed.LocalPath) : null;
    }

    /// <summary>The name of a document; its URI where it is not on the disk.</summary>
    public string NameOf(string uri) => PathOf(uri) is { } path ? NameOfPath(path) : uri;

    public string NameOfPath(string path) => Root is not null && path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        ? path[(Root.Length + 1)..]
        : path;

    /// <summary>The path behind a name; null for what is not on the disk.</summary>
    public string? PathOfName(string name)
    {
        if (Path.IsPathRooted(name)) return name;
        return name.Contains(':', StringComparison.Ordinal) && Uri.TryCreate(name, UriKind.Absolute, out _) || Root is null ? null : Path.Combine(Root, name);
    }

    public string UriOf(string name) => PathOfName(name) is { } path ? new Uri(path).AbsoluteUri : name;
}
