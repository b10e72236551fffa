namespace MeshRunbook.Cli.Annotations;

/// <summary>Paths as GitHub knows them: from the top of the repository that the program was started in.</summary>
internal static class RepositoryPath
{
    private static readonly string Top = FindTop();

    /// <param name="name">A file of the disk, or REV:PATH.</param>
    public static string Of(string name)
    {
        if (!File.Exists(name) && name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) return name[(colon + 1)..];
        return Path.GetRelativePath(Top, Path.GetFullPath(name)).Replace(Path.DirectorySeparatorChar, '/');
    }

    // In a linked work tree `.git` is a file.
    private static string FindTop()
    {
        for (var folder = Environment.CurrentDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Exists(Path.Combine(folder, ".git"))) return folder;
        return Environment.CurrentDirectory;
    }
}
