using MeshRunbook.Execution;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Rehearsal;

/// <summary>A run around which something is done when it is read or written: all that is not overridden goes to the run.</summary>
internal abstract class RunAround(IRun run) : IRun
{
    public RunRecord Record => run.Record;

    public void ReadAhead() => run.ReadAhead();

    public string ArtifactsFolder => run.ArtifactsFolder;

    public bool HasLaterSources => run.HasLaterSources;

    public virtual Task<Entry> AppendAsync(Event @event, string actor, bool durable, CancellationToken cancellation) =>
        run.AppendAsync(@event, actor, durable, cancellation);

    public virtual Task<IReadOnlyList<Entry>> ReadAsync(CancellationToken cancellation) => run.ReadAsync(cancellation);

    public virtual IAsyncEnumerable<IReadOnlyList<Entry>> EntriesAsync(long after, CancellationToken cancellation) => run.EntriesAsync(after, cancellation);

    public Entry? Last(Func<Entry, bool>? kind = null) => run.Last(kind);

    public RunDigests Digests() => run.Digests();

    public AuditMaterial ForAudit() => run.ForAudit();

    public Task<IReadOnlyList<PinnedSource>> SourcesAsync(CancellationToken cancellation) => run.SourcesAsync(cancellation);

    public Task PinAsync(string digest, IReadOnlyList<PinnedSource> sources, CancellationToken cancellation) =>
        run.PinAsync(digest, sources, cancellation);

    public Stream CreateLog(Address address, int attempt) => run.CreateLog(address, attempt);

    public Stream? OpenLog(Address address, int attempt) => run.OpenLog(address, attempt);

    public Task SaveSecretAsync(string digest, byte[] content, CancellationToken cancellation) => run.SaveSecretAsync(digest, content, cancellation);

    public byte[]? ReadSecret(string digest) => run.ReadSecret(digest);

    public Task<LockResult> TryHoldAsync(LockOwner owner, CancellationToken cancellation) => run.TryHoldAsync(owner, cancellation);

    public LockOwner? Holder() => run.Holder();

    public Task PostAsync(PostedAnswer answer, CancellationToken cancellation) => run.PostAsync(answer, cancellation);

    public Task<IReadOnlyList<PostedAnswer>> PostedAsync(CancellationToken cancellation) => run.PostedAsync(cancellation);

    public Task RemoveAsync(PostedAnswer answer, CancellationToken cancellation) => run.RemoveAsync(answer, cancellation);
}
