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
        // Without a buffer: what a full disk does not take must not be tried again when the file is closed.
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
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
        catch (Exception problem) when (IsOfDisk(problem))
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

    /// <summary>Removes a folder that was not finished, as far as that can be done.</summary>
    public static void RemoveFolder(string path)
    {
        try
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }
        catch (Exception problem) when (IsOfDisk(problem))
        {
            // Its name begins with a dot, and nobody takes it for a run.
        }
    }

    /// <summary>Makes what was created in, or renamed into, a folder survive a loss of power.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(path, 0);
        if (descriptor < 0) throw new StoreException($"cannot open the folder {path}: {Marshal.GetLastPInvokeErrorMessage()}", "see that the folder is there, and that you may read it (ls -ld)");
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
        catch (Exception problem) when (IsOfDisk(problem))
        {
            throw Problem(what, problem);
        }
    }

    /// <summary>Whether the disk, or what the system allows on it, is the problem; .NET has no better name for a file too large.</summary>
    public static bool IsOfDisk(Exception problem) =>
        problem is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException;

    public static StoreException Problem(string what, Exception problem) =>
        new($"{what}: {(problem is ArgumentOutOfRangeException ? "the file would be larger than files may be" : problem.Message)}", DiskHelp.For(problem), problem);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
