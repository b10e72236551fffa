namespace MeshRunbook.Execution.Store;

/// <summary>Who has a lock.</summary>
public sealed record LockOwner(string Actor, string Host, int ProcessId, string RunId, DateTimeOffset Since);

/// <summary>Whether an owner's process is there. Unknown: it is on another host, or has not given its name yet.</summary>
public enum OwnerLife { Alive, Dead, Unknown }

/// <summary>A lock as it is found; <see cref="Key"/> is a run's id where a run without a lock is worked on.</summary>
public sealed record KnownLock(string Key, LockOwner Owner, OwnerLife Life);

public abstract record LockResult;

/// <summary>The lock is ours until the lease is disposed of or the process ends.</summary>
public sealed record LockTaken(IAsyncDisposable Lease, LockOwner? DeadOwner = null) : LockResult;

public sealed record LockHeld(LockOwner Owner, OwnerLife Life = OwnerLife.Alive) : LockResult;

public abstract record ReleaseResult;

/// <param name="InJournal">Whether it stands in the run's journal; otherwise it stands beside the locks.</param>
public sealed record LockWasReleased(LockOwner Owner, bool InJournal) : ReleaseResult;

/// <summary>The owner lives, or it cannot be known whether it does.</summary>
public sealed record LockIsKept(LockOwner Owner, OwnerLife Life) : ReleaseResult;

/// <summary>Nobody has such a lock.</summary>
public sealed record LockIsFree : ReleaseResult;
