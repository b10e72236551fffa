using System.Security.Cryptography;
using System.Text;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Storage;

/// <summary>A run in its folder.</summary>
internal sealed class FileRun(string folder, RunRecord record, TimeProvider time) : IRun
{
    private const string LaterSources = "later-sources";

    private readonly FileJournal _journal = new(folder, record.Id, time);
    private bool _held;

    public RunRecord Record { get; } = record;

    public string ArtifactsFolder { get; } = Path.Combine(folder, "artifacts");

    public async Task<IReadOnlyList<PinnedSource>> SourcesAsync(CancellationToken cancellation)
    {
        var path = await SourcesFolderAsync().ConfigureAwait(false);
        var index = StoredFiles.Sources(Path.Combine(path, "index.json"))
            ?? throw new StoreException(
                $"the run {Record.Id} has lost its texts: {path}/index.json is missing",
                $"restore {path} from a backup; without its texts the run cannot go on. What is left: runbook audit {Record.Id}");
        return [.. index.Select(source => Source(path, source))];
    }

    public Task PinAsync(string digest, IReadOnlyList<PinnedSource> sources, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, LaterSources, Plain(digest));
        Files.CreateFolder(Path.Combine(folder, LaterSources));
        Files.CreateFolder(path);
        FileRunStore.WriteSources(path, sources);
        Files.SyncFolder(Path.Combine(folder, LaterSources));
        Files.SyncFolder(folder);
        return Task.CompletedTask;
    }

    public bool HasLaterSources => Directory.Exists(Path.Combine(folder, LaterSources));

    public void ReadAhead() => _journal.ReadAhead();

    public RunDigests Digests() => new(Digest(RecordPath), Digest(ListPath));

    public async Task<IReadOnlyList<Entry>> ReadAsync(CancellationToken cancellation)
    {
        var entries = new List<Entry>();
        await foreach (var piece in EntriesAsync(0, cancellation).ConfigureAwait(false)) entries.AddRange(piece);
        return entries;
    }

    public IAsyncEnumerable<IReadOnlyList<Entry>> EntriesAsync(long after, CancellationToken cancellation) => _journal.EntriesAsync(after);

    public Entry? Last(Func<Entry, bool>? kind = null) => _journal.Last(kind ?? (_ => true));

    public AuditMaterial ForAudit()
    {
        var later = Path.Combine(folder, LaterSources);
        var moved = Directory.Exists(later) ? Directory.GetDirectories(later) : [];
        Array.Sort(moved, StringComparer.Ordinal);
        string[] folders = [Path.Combine(folder, "sources"), .. moved];
        return new(
            _journal.Text(), _journal.NotedEnd, (RecordPath, Digest(RecordPath)), (ListPath, Digest(ListPath)),
            [.. folders.SelectMany(path => (StoredFiles.Sources(Path.Combine(path, "index.json")) ?? []).Select(source => Kept(path, source)))]);
    }

    public Task<Entry> AppendAsync(Event @event, string actor, bool durable, CancellationToken cancellation) => _held
        ? _journal.AppendAsync(@event, actor, durable)
        : throw new InvalidOperationException("only the engine that holds a run appends to its journal");

    public Stream CreateLog(Address address, int attempt) =>
        Files.Create(Path.Combine(folder, "logs", LogNames.Of(address, attempt)), FileMode.Create);

    public Stream? OpenLog(Address address, int attempt)
    {
        var path = Path.Combine(folder, "logs", LogNames.Of(address, attempt));
        return Files.Guard($"cannot read {path}", () => File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : null);
    }

    public Task SaveSecretAsync(string digest, byte[] content, CancellationToken cancellation)
    {
        Files.Replace(SecretPath(digest), content);
        return Task.CompletedTask;
    }

    public byte[]? ReadSecret(string digest)
    {
        var path = SecretPath(digest);
        return Files.Guard($"cannot read {path}", () => File.Exists(path) ? File.ReadAllBytes(path) : null);
    }

    public async Task<LockResult> TryHoldAsync(LockOwner owner, CancellationToken cancellation)
    {
        var result = await FileLock.TryTakeAsync(HoldPath, Record.Id, owner, cancellation).ConfigureAwait(false);
        if (result is not LockTaken taken) return result;
        _held = true;
        return taken with { Lease = new Hold(this, taken.Lease) };
    }

    public LockOwner? Holder() => FileLock.Look(HoldPath) is { Life: not OwnerLife.Dead } held ? held.Owner : null;

    public Task PostAsync(PostedAnswer answer, CancellationToken cancellation)
    {
        Files.Replace(AnswerPath(answer.Id), StoreJson.Of(answer));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PostedAnswer>> PostedAsync(CancellationToken cancellation)
    {
        var inbox = Path.Combine(folder, "inbox");
        var files = Files.Guard($"cannot read {inbox}", () => Directory.GetFiles(inbox, "*.json"));
        Array.Sort(files, StringComparer.Ordinal);
        return Task.FromResult<IReadOnlyList<PostedAnswer>>(
            [.. files.Select(StoredFiles.Answer).OfType<PostedAnswer>()]);
    }

    public Task RemoveAsync(PostedAnswer answer, CancellationToken cancellation)
    {
        Files.Remove(AnswerPath(answer.Id));
        return Task.CompletedTask;
    }

    /// <summary>The journal says which texts count; it is read only where there are any but the first.</summary>
    private async Task<string> SourcesFolderAsync()
    {
        var path = Path.Combine(folder, "sources");
        if (!HasLaterSources) return path;
        await foreach (var entries in _journal.EntriesAsync(0).ConfigureAwait(false))
        foreach (var entry in entries)
            if (entry.Event is RunbookChanged changed) path = Path.Combine(folder, LaterSources, Plain(changed.Digest));
        return path;
    }

    private string RecordPath => Path.Combine(folder, "run.json");

    private string ListPath => Path.Combine(folder, "sources", "index.json");

    private string HoldPath => Path.Combine(folder, "hold");

    private static string Digest(string path) => Files.Guard(
        $"cannot read {path}", () => File.Exists(path) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) : "");

    private static KeptText Kept(string texts, SourceFile source)
    {
        var path = Path.Combine(texts, source.File);
        return new(source.Name, path, source.Sha256, Digest(path) is { Length: > 0 } digest ? digest : null);
    }

    private PinnedSource Source(string path, SourceFile source)
    {
        var file = Path.Combine(path, source.File);
        var content = Files.Guard($"cannot read {file}", () => File.ReadAllText(file));
        if (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))) != source.Sha256)
            throw new StoreException($"the run {Record.Id} cannot go on: its copy of {source.Name} was changed after the run had started ({file})",
                $"restore it from a backup; what else was changed: runbook audit {Record.Id}");
        return new(source.Name, content, source.Sha256);
    }

    // Digests and ids come from files that somebody may have changed; they must not lead out of the folder.
    private string SecretPath(string digest) =>
        Path.Combine(folder, "secrets", Plain(digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..]));

    private string AnswerPath(string id) => Path.Combine(folder, "inbox", Plain(id) + ".json");

    private static string Plain(string name) => name.Length is > 0 and <= 128 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? name
        : throw new StoreException($"`{name}` is no name of a file in a run's folder", "a file of the run was changed; see which: runbook audit RUN");

    private sealed class Hold(FileRun run, IAsyncDisposable lease) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            run._held = false;
            run._journal.Close();
            return lease.DisposeAsync();
        }
    }
}
