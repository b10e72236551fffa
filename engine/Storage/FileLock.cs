using System.Text.Json;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Storage;

/// <summary>
/// A lock as a file that the operating system keeps locked (flock) for as long as its owner lives: a dead owner is known at
/// once, whatever process has its id by now. Beside it a file says who has the lock; while that names another host, whose
/// processes cannot be seen from here, the lock is never taken over.
/// </summary>
internal static class FileLock
{
    // flock's "would block" on Linux and on macOS, and Windows' sharing violation.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    public static LockResult TryTake(string path, string key, LockOwner owner)
    {
        var ownerPath = path + ".json";
        FileStream handle;
        try
        {
            handle = Files.OpenExclusively(path);
        }
        catch (IOException problem) when (Taken.Contains(problem.HResult))
        {
            return new LockHeld(Owner(ownerPath));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Files.Problem($"cannot open the lock {path}", problem);
        }

        try
        {
            var before = StoreJson.Read(ownerPath, StoreJson.Default.LockFile)?.Owner;
            if (before is not null && before.Host != owner.Host)
            {
                handle.Dispose();
                return new LockHeld(before);
            }

            Files.Replace(ownerPath, JsonSerializer.SerializeToUtf8Bytes(new(key, owner), StoreJson.Default.LockFile));
            return new LockTaken(new Lease(handle, ownerPath), before);
        }
        catch (StoreException)
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The owner that is named, unless its process is gone. Looks only: to try the lock would be to hold it for a moment.</summary>
    public static LockOwner? OwnerOf(string path)
    {
        if (StoreJson.Read(path + ".json", StoreJson.Default.LockFile)?.Owner is not { } owner) return null;
        return owner.Host != Environment.MachineName || IsAlive(owner.ProcessId) ? owner : null;
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    // The owner writes its name just after it has locked the file, so that for a moment nobody is named.
    private static LockOwner Owner(string path) =>
        StoreJson.Read(path, StoreJson.Default.LockFile)?.Owner ?? new LockOwner("somebody", "this host", 0, "", DateTimeOffset.UnixEpoch);

    private sealed class Lease(FileStream handle, string ownerPath) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            if (handle.SafeFileHandle.IsClosed) return ValueTask.CompletedTask;
            try
            {
                File.Delete(ownerPath);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // The lock itself goes with the handle; the name left behind counts as a dead owner's.
            }

            handle.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
