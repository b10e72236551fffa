using System.Diagnostics;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Storage;

/// <summary>
/// A lock as a file that the operating system keeps locked (flock) for as long as its owner lives: a dead owner is known at
/// once, whatever process has its id by now. Beside it a file says who has the lock; while that names another host, whose
/// processes cannot be seen from here, the lock is never taken over. The locked file itself is never removed: whoever still
/// had it open would lock a file that nobody else sees.
/// </summary>
internal static class FileLock
{
    // flock's "would block" on Linux and on macOS, and Windows' sharing violation.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private const int Pauses = 50;

    // A clock is seldom corrected by more while a process starts.
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(5);

    public static async Task<LockResult> TryTakeAsync(string path, string key, LockOwner owner, CancellationToken cancellation)
    {
        var (handle, held) = await OpenAsync(path, owner, cancellation).ConfigureAwait(false);
        if (handle is null) return held!;
        try
        {
            var before = Named(path)?.Owner;
            if (before is not null && before.Host != owner.Host)
            {
                handle.Dispose();
                return new LockHeld(before, OwnerLife.Unknown);
            }

            Files.Replace(path + ".json", StoreJson.Of(new LockFile(key, owner)));
            return new LockTaken(new Lease(handle, path + ".json"), before);
        }
        catch (StoreException)
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Takes a lock away from an owner that is gone.</summary>
    /// <param name="record">Called before anything is taken away, while nobody else can take the lock.</param>
    public static async Task<ReleaseResult> ReleaseAsync(string path, LockOwner by, bool ownerIsGone, Func<LockOwner, Task> record)
    {
        var (handle, held) = await OpenAsync(path, by, CancellationToken.None).ConfigureAwait(false);
        if (handle is null) return new LockIsKept(held!.Owner, OwnerLife.Alive);
        using (handle)
        {
            if (Named(path)?.Owner is not { } owner) return new LockIsFree();
            if (owner.Host != by.Host && !ownerIsGone) return new LockIsKept(owner, OwnerLife.Unknown);
            await record(owner).ConfigureAwait(false);
            Files.Remove(path + ".json");
            return new LockWasReleased(owner, InJournal: false);
        }
    }

    /// <summary>What is said of a lock. Looks only: to try the lock would be to hold it for a moment.</summary>
    public static KnownLock? Look(string path) => Named(path) is not { } named ? null
        : new(named.Key, named.Owner, named.Owner.Host != Environment.MachineName ? OwnerLife.Unknown : IsAlive(named.Owner) ? OwnerLife.Alive : OwnerLife.Dead);

    /// <summary>The locked file, or who has it: an owner writes its name just after it has locked the file.</summary>
    private static async Task<(FileStream? Handle, LockHeld? Held)> OpenAsync(string path, LockOwner by, CancellationToken cancellation)
    {
        for (var pauses = 0; ; pauses++)
        {
            if (TryOpen(path) is { } handle) return (handle, null);
            if (Look(path) is { Life: not OwnerLife.Dead } found) return (null, new LockHeld(found.Owner));
            if (pauses == Pauses) return (null, new LockHeld(Named(path)?.Owner ?? new LockOwner("somebody", by.Host, 0, "", DateTimeOffset.UnixEpoch), OwnerLife.Unknown));
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return Files.OpenExclusively(path);
        }
        catch (IOException problem) when (Taken.Contains(problem.HResult))
        {
            return null;
        }
        catch (Exception problem) when (Files.IsOfDisk(problem))
        {
            throw Files.Problem($"cannot open the lock {path}", problem);
        }
    }

    private static LockFile? Named(string path) => StoredFiles.Lock(path + ".json");

    private static bool IsAlive(LockOwner owner)
    {
        try
        {
            using var process = Process.GetProcessById(owner.ProcessId);
            // A process that began later has only the same id.
            return !process.HasExited && process.StartTime.ToUniversalTime() <= owner.Since.UtcDateTime + Doubt;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private sealed class Lease(FileStream handle, string ownerPath) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            if (handle.SafeFileHandle.IsClosed) return ValueTask.CompletedTask;
            try
            {
                File.Delete(ownerPath);
            }
            catch (Exception problem) when (Files.IsOfDisk(problem))
            {
                // The lock itself goes with the handle; the name left behind counts as a dead owner's.
            }

            handle.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
