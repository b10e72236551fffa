using System.Runtime.InteropServices;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Storage;

/// <summary>Files that only their owner can read, and that are whole or absent after a crash.</summary>
internal static partial class Files
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;

    public static void CreateFolder(string path) => Guard($"cannot create the folder {path}", () =>
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, PrivateFolder);
        return true;
    });

    /// <summary>Opens a file of mode 0600 that nobody else can open meanwhile; whoever tries gets an IOException.</summary>
    public static FileStream OpenExclusively(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Private;
        return new FileStream(path, options);
    }

    /// <summary>Opens a file of mode 0600 for writing.</summary>
    public static FileStream Create(string path, FileMode mode) => Guard($"cannot write {path}", () =>
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Private;
        return new FileStream(path, options);
    });

    /// <summary>Writes a new file to disk; its folder still has to be synced.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = Create(path, FileMode.Create);
        try
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        catch (IOException problem)
        {
            throw Problem($"cannot write {path}", problem);
        }
    }

    /// <summary>Puts a file in place in one step: readers see the old one or the new one.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            Write(temporary, content);
            Guard($"cannot write {path}", () => { File.Move(temporary, path, overwrite: true); return true; });
        }
        catch (StoreException)
        {
            Remove(temporary);
            throw;
        }

        SyncFolder(Path.GetDirectoryName(path)!);
    }

    public static void Remove(string path) => Guard($"cannot remove {path}", () => { File.Delete(path); return true; });

    /// <summary>Makes what was created in, or renamed into, a folder survive a loss of power.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(path, 0);
        if (descriptor < 0) throw new StoreException($"cannot open the folder {path}: {Marshal.GetLastPInvokeErrorMessage()}");
        // Some file systems cannot sync a folder; there is nothing more to be done on them.
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    /// <summary>Runs something that touches the disk; what goes wrong becomes a message for people.</summary>
    public static T Guard<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Problem(what, problem);
        }
    }

    public static StoreException Problem(string what, Exception problem) => new($"{what}: {problem.Message}", problem);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
