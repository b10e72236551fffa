using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Store;

/// <summary>Where runs live. One engine at a time works on a run; others may read it, and post answers to its gates.</summary>
public interface IRunStore
{
    /// <summary>Makes a run with its pinned texts; durable when it returns.</summary>
    Task<IRun> CreateAsync(RunRecord record, IReadOnlyList<PinnedSource> sources, CancellationToken cancellation);

    /// <summary>The run with this id, or whose id begins so and no other's does; null where there is none.</summary>
    Task<IRun?> OpenAsync(string id, CancellationToken cancellation);

    /// <summary>All runs, the newest first; of one whose record cannot be read only the id.</summary>
    Task<IReadOnlyList<RunRecord>> ListAsync(CancellationToken cancellation);

    /// <summary>Takes a lock: the lease, or who has it. A lock whose owner is dead is given to <paramref name="owner"/>.</summary>
    Task<LockResult> TryLockAsync(string key, LockOwner owner, CancellationToken cancellation);

    /// <summary>The locks that somebody has, and the runs that somebody works on without a lock, each by its key or the run's id.</summary>
    Task<IReadOnlyList<KnownLock>> LocksAsync(CancellationToken cancellation);

    /// <summary>
    /// Takes a lock, or a run without one, away from its owner, and records it: in the run's journal, or beside the locks where
    /// that cannot be written. An owner that lives keeps it; so does one on another host, unless <paramref name="ownerIsGone"/>.
    /// </summary>
    /// <param name="key">The lock's key, or a run's id.</param>
    Task<ReleaseResult> ReleaseLockAsync(string key, LockOwner by, string reason, bool ownerIsGone, CancellationToken cancellation);
}

/// <summary>What is known of a run without its journal.</summary>
/// <param name="Id">Sorts by time, such as 20261121-101502-distribute-root-7f3a.</param>
/// <param name="Sources">How each secret parameter can be had again: parameter name to `env:NAME` or `file:PATH`.</param>
public sealed record RunRecord(
    string Id, string Runbook, string Version, string Digest, DateTimeOffset StartedAt, string StartedBy, string? RollbackOf)
{
    public IReadOnlyDictionary<string, string> SecretSources { get; init; } = new Dictionary<string, string>();

    /// <summary>Random bytes, Base64: the key of the digests that stand for secrets in the journal.</summary>
    public required string DigestKey { get; init; }

    /// <summary>How the run is kept; format 1 did not say, and so it is 0 there. A run of a later format than <see cref="LatestFormat"/> cannot be read.</summary>
    public int Format { get; init; }

    /// <summary>Format 2 pins the record and the list of texts in the first event, and notes where the journal ended.</summary>
    public const int LatestFormat = 2;

    /// <summary>Whether the record cannot be read, so that only the id is known.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>The digest of the saved plan that the run carries out; null where it has none.</summary>
    public string? SavedPlan { get; init; }

    /// <summary>The runbook's path when the run was started, for messages and for finding its rollback.</summary>
    public string? Path { get; init; }
}

/// <summary>A text as it was when the run started, or was moved to it. The runbook itself is the first.</summary>
/// <param name="Name">The name that diagnostics call it by, and by which calls find it.</param>
public sealed record PinnedSource(string Name, string Content, string Sha256);

/// <summary>One run.</summary>
public interface IRun
{
    RunRecord Record { get; }

    /// <summary>A folder of the run for files that its steps write, such as backups; mode 0700.</summary>
    string ArtifactsFolder { get; }

    /// <summary>The texts that the run follows: those that it was started with, or was moved to last.</summary>
    Task<IReadOnlyList<PinnedSource>> SourcesAsync(CancellationToken cancellation);

    /// <summary>Keeps further texts with the run, which it follows once its journal says so; durable when it returns.</summary>
    /// <param name="digest">The digest of the plan that they make.</param>
    Task PinAsync(string digest, IReadOnlyList<PinnedSource> sources, CancellationToken cancellation);

    /// <summary>Whether texts were pinned after the start, so that the run may have been moved to them.</summary>
    bool HasLaterSources { get; }

    /// <summary>What the first event pins: digests of the record and of the list of texts, as they are kept.</summary>
    RunDigests Digests();

    /// <summary>All entries so far, checked as a chain.</summary>
    Task<IReadOnlyList<Entry>> ReadAsync(CancellationToken cancellation);

    /// <summary>The entries behind a sequence number, checked as a chain with all before them, as many at a time as are read at once.</summary>
    IAsyncEnumerable<IReadOnlyList<Entry>> EntriesAsync(long after, CancellationToken cancellation);

    /// <summary>Begins to read the journal in the background: its entries will be asked for from the beginning next.</summary>
    void ReadAhead();

    /// <summary>The last entry, without reading those before it; null where there is none.</summary>
    /// <param name="kind">Whether an entry is of the kind that is meant; the last of these is given, as far as the end of the journal has one.</param>
    Entry? Last(Func<Entry, bool>? kind = null);

    /// <summary>All of the run that an audit looks at, as it lies there and unchecked.</summary>
    AuditMaterial ForAudit();

    /// <summary>Appends an event; it is on disk when this returns. Called by one engine at a time, which holds the run.</summary>
    Task<Entry> AppendAsync(Event @event, string actor, bool durable, CancellationToken cancellation);

    /// <summary>A new log for an attempt of a step, to be written as the command prints.</summary>
    Stream CreateLog(Address address, int attempt);

    /// <summary>The log of an attempt, or null where it printed nothing.</summary>
    Stream? OpenLog(Address address, int attempt);

    /// <summary>Keeps a secret that a step yielded, in a file of mode 0600 of its own, so that a resumed run has it again.</summary>
    /// <param name="digest">The name under which the journal refers to it.</param>
    Task SaveSecretAsync(string digest, byte[] content, CancellationToken cancellation);

    /// <summary>A secret that was saved, or null.</summary>
    byte[]? ReadSecret(string digest);

    /// <summary>Takes the right to work on the run, or says who has it.</summary>
    Task<LockResult> TryHoldAsync(LockOwner owner, CancellationToken cancellation);

    /// <summary>Who works on the run just now, as far as can be seen without taking that right oneself; null for nobody.</summary>
    LockOwner? Holder();

    /// <summary>Leaves an answer for the engine that works on the run, or for the next one.</summary>
    Task PostAsync(PostedAnswer answer, CancellationToken cancellation);

    /// <summary>Answers that have been posted and not yet removed, oldest first.</summary>
    Task<IReadOnlyList<PostedAnswer>> PostedAsync(CancellationToken cancellation);

    Task RemoveAsync(PostedAnswer answer, CancellationToken cancellation);
}

/// <summary>An answer to a gate on its way to the engine.</summary>
/// <param name="Id">Unique, and sorts by time.</param>
/// <param name="Evidence">The digest of what the person was shown.</param>
public sealed record PostedAnswer(
    string Id, Address Gate, bool Approved, string Actor, string? Comment, string Evidence, DateTimeOffset Time);

/// <summary>Lower-case hexadecimal SHA-256 of a run's record, and of the list of its pinned texts, as they are kept.</summary>
public sealed record RunDigests(string Record, string Texts);
