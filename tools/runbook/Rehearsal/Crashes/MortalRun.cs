using System.Runtime.CompilerServices;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>A run whose engine may die before or after an event is written.</summary>
internal sealed class MortalRun : IRun
{
    private readonly IRun _run;
    private readonly CrashTrigger _trigger;

    public MortalRun(IRun run, CrashTrigger trigger)
    {
        _run = run;
        _trigger = trigger;
        trigger.RunId = run.Record.Id;
    }

    public RunRecord Record => _run.Record;

    public string ArtifactsFolder => _run.ArtifactsFolder;

    public async Task<Entry> AppendAsync(Event @event, string actor, bool durable, CancellationToken cancellation)
    {
        _trigger.Meet(CrashPoint.Before, @event);
        var entry = await _run.AppendAsync(@event, actor, durable, cancellation);
        _trigger.Record(@event);
        _trigger.Meet(CrashPoint.After, @event);
        return entry;
    }

    public async Task<IReadOnlyList<Entry>> ReadAsync(CancellationToken cancellation)
    {
        var entries = await _run.ReadAsync(cancellation);
        _trigger.Find(entries);
        return entries;
    }

    public async IAsyncEnumerable<Entry> EntriesAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // The trigger counts from the beginning, whatever the engine knows already.
        _trigger.Find(await _run.ReadAsync(cancellation));
        await foreach (var entry in _run.EntriesAsync(after, cancellation)) yield return entry;
    }

    public Entry? Last(Func<Entry, bool>? kind = null) => _run.Last(kind);

    public bool HasLaterSources => _run.HasLaterSources;

    public RunDigests Digests() => _run.Digests();

    public AuditMaterial ForAudit() => _run.ForAudit();

    public Task<IReadOnlyList<PinnedSource>> SourcesAsync(CancellationToken cancellation) => _run.SourcesAsync(cancellation);

    public Task PinAsync(string digest, IReadOnlyList<PinnedSource> sources, CancellationToken cancellation) =>
        _run.PinAsync(digest, sources, cancellation);

    public Stream CreateLog(Address address, int attempt) => _run.CreateLog(address, attempt);

    public Stream? OpenLog(Address address, int attempt) => _run.OpenLog(address, attempt);

    public Task SaveSecretAsync(string digest, byte[] content, CancellationToken cancellation) => _run.SaveSecretAsync(digest, content, cancellation);

    public byte[]? ReadSecret(string digest) => _run.ReadSecret(digest);

    public Task<LockResult> TryHoldAsync(LockOwner owner, CancellationToken cancellation) => _run.TryHoldAsync(owner, cancellation);

    public LockOwner? Holder() => _run.Holder();

    public Task PostAsync(PostedAnswer answer, CancellationToken cancellation) => _run.PostAsync(answer, cancellation);

    public Task<IReadOnlyList<PostedAnswer>> PostedAsync(CancellationToken cancellation) => _run.PostedAsync(cancellation);

    public Task RemoveAsync(PostedAnswer answer, CancellationToken cancellation) => _run.RemoveAsync(answer, cancellation);
}
