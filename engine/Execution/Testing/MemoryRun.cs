using System.Runtime.CompilerServices;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Testing;

/// <summary>A run that lives as long as its test.</summary>
internal sealed class MemoryRun(Plan plan, string folder, TimeProvider time) : IRun
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, byte[]> _secrets = new(StringComparer.Ordinal);
    private readonly List<PostedAnswer> _posted = [];

    public RunRecord Record { get; } = new("20260105-090000-test-0001", plan.Name, plan.Version, plan.Digest, time.GetUtcNow(), CannedPeople.Starter, null)
    {
        DigestKey = Convert.ToBase64String(new byte[32]),
    };

    public void ReadAhead()
    {
        // It is in memory.
    }

    public string ArtifactsFolder => folder;

    public bool HasLaterSources => false;

    /// <summary>An answer that counts from its own time on.</summary>
    public void Post(PostedAnswer answer) => _posted.Add(answer);

    public Task<IReadOnlyList<PinnedSource>> SourcesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<PinnedSource>>([]);

    public Task PinAsync(string digest, IReadOnlyList<PinnedSource> sources, CancellationToken cancellation) => Task.CompletedTask;

    public RunDigests Digests() => new("", "");

    public Task<IReadOnlyList<Entry>> ReadAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Entry>>([.. _entries]);

    public async IAsyncEnumerable<IReadOnlyList<Entry>> EntriesAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return [.. (await ReadAsync(cancellation).ConfigureAwait(false)).Skip((int)after)];
    }

    public Entry? Last(Func<Entry, bool>? kind = null) => _entries.FindLast(entry => kind?.Invoke(entry) != false);

    public AuditMaterial ForAudit() => new(null, null, ("", ""), ("", ""), []);

    public Task<Entry> AppendAsync(Event @event, string actor, bool durable, CancellationToken cancellation)
    {
        var entry = new Entry(_entries.Count + 1, time.GetUtcNow(), actor, default, @event);
        _entries.Add(entry);
        return Task.FromResult(entry);
    }

    public Stream CreateLog(Address address, int attempt) => Stream.Null;

    public Stream? OpenLog(Address address, int attempt) => null;

    public Task SaveSecretAsync(string digest, byte[] content, CancellationToken cancellation)
    {
        _secrets[digest] = content;
        return Task.CompletedTask;
    }

    public byte[]? ReadSecret(string digest) => _secrets.GetValueOrDefault(digest);

    public Task<LockResult> TryHoldAsync(LockOwner owner, CancellationToken cancellation) => Task.FromResult<LockResult>(new LockHeld(owner));

    public LockOwner? Holder() => null;

    public Task PostAsync(PostedAnswer answer, CancellationToken cancellation)
    {
        Post(answer);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PostedAnswer>> PostedAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<PostedAnswer>>([.. _posted.Where(answer => answer.Time <= time.GetUtcNow())]);

    public Task RemoveAsync(PostedAnswer answer, CancellationToken cancellation)
    {
        _posted.Remove(answer);
        return Task.CompletedTask;
    }
}
