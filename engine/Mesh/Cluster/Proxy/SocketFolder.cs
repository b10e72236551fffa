namespace MeshRunbook.Mesh.Cluster.Proxy;

/// <summary>A folder for one socket that nobody else on this machine may enter (mode 0700).</summary>
internal sealed class SocketFolder : IDisposable
{
    /// <summary>What sockaddr_un holds, less the closing zero byte.</summary>
    private const int LongestSocketPath = 107;

    private SocketFolder(string path) => Path = path;

    public string Path { get; }

    public string Socket => System.IO.Path.Combine(Path, "api");

    /// <summary>A new folder in the first place whose name is short enough for a socket's path.</summary>
    public static SocketFolder Create(string preferred)
    {
        if (OperatingSystem.IsWindows()) throw new CannotTellException("clusters can be read on Linux and macOS only");
        string?[] places = [preferred, Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/tmp"];
        foreach (var place in places)
        {
            if (string.IsNullOrEmpty(place) || !Directory.Exists(place)) continue;
            var path = System.IO.Path.Combine(place, $"runbook-{Guid.NewGuid():N}");
            var folder = new SocketFolder(path);
            if (System.Text.Encoding.UTF8.GetByteCount(folder.Socket) > LongestSocketPath) continue;
            try
            {
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                return folder;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next place may let us.
            }
        }

        throw new CannotTellException(
            $"cannot make a private folder for kubectl's socket in {preferred}",
            "set TMPDIR to a folder that you may write to, with a path shorter than 60 characters");
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // It is gone already.
        }
    }
}
