namespace MeshSim.Running;

/// <summary>Files that only their owner may read; they appear whole or not at all.</summary>
internal static class PrivateFile
{
    public static void Write(string file, string text)
    {
        var draft = file + ".new";
        File.Delete(draft);
        using (var stream = new FileStream(draft, Options()))
        using (var writer = new StreamWriter(stream))
            writer.Write(text);
        File.Move(draft, file, overwrite: true);
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
