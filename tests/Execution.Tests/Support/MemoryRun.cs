using System.Buffers;
using System.Text;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Execution.Tests.Support;

/// <summary>A run in memory, whose journal is the text that a file would have. It can die at an append.</summary>
internal sealed class MemoryRun(TimeProvider time) : IRun
{
    private readonly ArrayBufferWriter<byte> _journal = new();
    private readonly Dictionary<string, byte[]> _secrets = [];
    private readonly List<PostedAnswer> _posted = [];
    private LineDigest _previous = JournalFormat.Beginning;
    private long _sequence;

    /// <summary>The append, counted over all engines, that fails; after it nothing can be recorded until it is reset.</summary>
    public long? DieAt { get; set; }

    /// <summary>Whether the event is in the journal although its append failed.</summary>
    public bool DieAfterwards { get; set; }

    public string Journal => Encoding.UTF8.GetString(_journal.WrittenSpan);

    /// <summary>The texts that are pinned with it.</summary>
    public IReadOnlyList<PinnedSource> Texts { get; set; } = [];

    public Dictionary<string, MemoryStream> Logs { get; } = [];

    public IReadOnlyDictionary<string, byte[]> Secrets => _secrets;

    public RunRecord Record { get; } = new("20261121-100000-test-0001", "test", "1.0.0", "digest", time.GetUtcNow(), "ann@host", null)
    {
        DigestKey = Convert.ToBase64String(new byte[32]),
    };

    public void ReadAhead()
    {
        // It is in memory.
    }

    public string ArtifactsFolder => "/artifacts";

    public Task<IReadOnlyList<PinnedSource>> SourcesAsync(CancellationToken cancellation) => Task.FromResult(Texts);

    public Task PinAsync(string digest, IReadOnlyList<PinnedSource> sources, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IReadOnlyList<Entry>> ReadAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Entry>>(JournalFormat.Read(_journal.WrittenMemory).Entries);

    public Task<Entry> AppendAsync(Event @event, string actor, bool durable, CancellationToken cancellation)
    {
        var dies = _sequence + 1 >= DieAt;
        if (dies && (_sequence + 1 > DieAt || !DieAfterwards)) throw new StoreException("the disk is gone");
        var entry = new Entry(++_sequence, time.GetUtcNow(), actor, _previous, @event);
        var line = JournalFormat.Write(entry);
        _previous = LineDigest.Of(line);
        _journal.Write(line);
        _journal.Write("\n"u8);
        Assert.Null(JournalPiece.TryRead(line, new(), null, out var stored));
        return dies ? throw new StoreException("the disk is gone") : Task.FromResult(stored!);
    }

    public async IAsyncEnumerable<IReadOnlyList<Entry>> EntriesAsync(long after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return [.. (await ReadAsync(cancellation)).Skip((int)after)];
    }

    public Entry? Last(Func<Entry, bool>? kind = null) => JournalFormat.Read(_journal.WrittenMemory).Entries.LastOrDefault(kind ?? (_ => true));

    public bool HasLaterSources => false;

    public RunDigests Digests() => new("record", "texts");

    public AuditMaterial ForAudit() => throw new InvalidOperationException();

    public Stream CreateLog(Address address, int attempt) => Logs[$"{address}.{attempt}"] = new MemoryStream();

    public Stream? OpenLog(Address address, int attempt) => Logs.GetValueOrDefault($"{address}.{attempt}");

    public Task SaveSecretAsync(string digest, byte[] content, CancellationToken cancellation)
    {
        _secrets[digest] = content;
        return Task.CompletedTask;
    }

    public byte[]? ReadSecret(string digest) => _secrets.GetValueOrDefault(digest);

    public Task<LockResult> TryHoldAsync(LockOwner owner, CancellationToken cancellation) => throw new InvalidOperationException();

    public LockOwner? Holder() => null;

    public Task PostAsync(PostedAnswer answer, CancellationToken cancellation)
    {
        lock (_posted) _posted.Add(answer);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PostedAnswer>> PostedAsync(CancellationToken cancellation)
    {
        lock (_posted) return Task.FromResult<IReadOnlyList<PostedAnswer>>([.. _posted]);
    }

    public Task RemoveAsync(PostedAnswer answer, CancellationToken cancellation)
    {
        lock (_posted) _posted.Remove(answer);
        return Task.CompletedTask;
    }
}
