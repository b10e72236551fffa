using System.Security.Cryptography;
using System.Text;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Storage;

/// <summary>
/// Runs as folders: `runs/ID/` with run.json, journal.jsonl, sources/, logs/, artifacts/, inbox/ and secrets/, and `locks/`
/// beside `runs/`. Folders have mode 0700, files 0600. Every problem is a <see cref="StoreException"/>.
/// </summary>
public sealed class FileRunStore(string folder, TimeProvider time) : IRunStore
{
    private readonly string _runs = Path.Combine(folder, "runs");
    private readonly string _locks = Path.Combine(folder, "locks");

    public Task<IRun> CreateAsync(RunRecord record, IReadOnlyList<PinnedSource> sources, CancellationToken cancellation)
    {
        Files.CreateFolder(folder);
        Files.CreateFolder(_runs);
        var final = Path.Combine(_runs, record.Id);
        if (Directory.Exists(final)) throw new StoreException($"the run {record.Id} exists already", "try again");
        var temporary = Path.Combine(_runs, $".new-{record.Id}");
        try
        {
            Fill(temporary, record, sources);
            Files.Guard($"cannot create the run {record.Id}", () => { Directory.Move(temporary, final); return true; });
        }
        catch (StoreException)
        {
            Files.RemoveFolder(temporary);
            throw;
        }

        Files.SyncFolder(_runs);
        return Task.FromResult<IRun>(new FileRun(final, record, time));
    }

    private static void Fill(string temporary, RunRecord record, IReadOnlyList<PinnedSource> sources)
    {
        foreach (var part in (string[])["", "sources", "logs", "artifacts", "inbox", "secrets"])
            Files.CreateFolder(Path.Combine(temporary, part));
        WriteSources(Path.Combine(temporary, "sources"), sources);
        Files.Write(Path.Combine(temporary, "run.json"), StoreJson.Of(record));
        Files.Write(Path.Combine(temporary, "journal.jsonl"), []);
        Files.SyncFolder(temporary);
    }

    public Task<IRun?> OpenAsync(string id, CancellationToken cancellation)
    {
        var names = Names().Where(name => name.StartsWith(id, StringComparison.Ordinal)).ToList();
        if (names.Contains(id)) names = [id];
        if (id.Length == 0 || names.Count == 0) return Task.FromResult<IRun?>(null);
        if (names.Count > 1)
            throw new StoreException($"{names.Count} runs begin with {id}: {string.Join(", ", names.Take(4))}{(names.Count > 4 ? " …" : "")}", "give more of the id");
        var path = Path.Combine(_runs, names[0]);
        var record = Record(names[0]) ?? throw new StoreException($"the run {names[0]} has no run.json in {path}", "restore the file from a backup; without it the run cannot go on");
        return Task.FromResult<IRun?>(new FileRun(path, record, time));
    }

    public Task<IReadOnlyList<RunRecord>> ListAsync(CancellationToken cancellation)
    {
        var records = Names().OrderDescending(StringComparer.Ordinal).Select(RecordOrId).ToList();
        return Task.FromResult<IReadOnlyList<RunRecord>>(records);
    }

    public Task<LockResult> TryLockAsync(string key, LockOwner owner, CancellationToken cancellation)
    {
        Files.CreateFolder(folder);
        Files.CreateFolder(_locks);
        return FileLock.TryTakeAsync(LockPath(key), key, owner, cancellation);
    }

    public Task<IReadOnlyList<KnownLock>> LocksAsync(CancellationToken cancellation)
    {
        var locks = LockPaths().Select(FileLock.Look).OfType<KnownLock>().ToList();
        var owners = locks.Select(found => (found.Owner.Host, found.Owner.ProcessId)).ToHashSet();
        var holds = Names().Select(name => FileLock.Look(HoldPath(name))).OfType<KnownLock>()
            .Where(hold => !owners.Contains((hold.Owner.Host, hold.Owner.ProcessId)));
        return Task.FromResult<IReadOnlyList<KnownLock>>([.. locks.Concat(holds).OrderBy(found => found.Key, StringComparer.Ordinal)]);
    }

    public async Task<ReleaseResult> ReleaseLockAsync(string key, LockOwner by, string reason, bool ownerIsGone, CancellationToken cancellation)
    {
        var path = File.Exists(LockPath(key) + ".json") || !Names().Contains(key) ? LockPath(key) : HoldPath(key);
        if (FileLock.Look(path) is not { } found) return new LockIsFree();
        var inJournal = false;
        var result = await FileLock.ReleaseAsync(path, by, ownerIsGone, async owner =>
        {
            // Who works on a run has both: the run goes with its lock.
            var hold = HoldPath(owner.RunId);
            if (path != hold && FileLock.Look(hold)?.Owner is { } holder && holder.Host == owner.Host && holder.ProcessId == owner.ProcessId)
                await FileLock.ReleaseAsync(hold, by, ownerIsGone, _ => Task.CompletedTask).ConfigureAwait(false);
            inJournal = path != hold && await RecordInJournalAsync(found.Key, owner, by, reason, cancellation).ConfigureAwait(false);
            if (!inJournal) RecordBeside(new(time.GetUtcNow(), found.Key, by.Actor, reason, owner));
        }).ConfigureAwait(false);
        if (result is not LockWasReleased released) return result;
        if (path == HoldPath(key) && await RecordInJournalAsync(key, released.Owner, by, reason, cancellation).ConfigureAwait(false)) inJournal = true;
        return released with { InJournal = inJournal };
    }

    private async Task<bool> RecordInJournalAsync(string key, LockOwner owner, LockOwner by, string reason, CancellationToken cancellation)
    {
        try
        {
            if (!Names().Contains(owner.RunId) || await OpenAsync(owner.RunId, cancellation).ConfigureAwait(false) is not { } run) return false;
            if (run.Last() is null or { Event: RunFinished }) return false;
            if (await run.TryHoldAsync(by, cancellation).ConfigureAwait(false) is not LockTaken taken) return false;
            await using (taken.Lease.ConfigureAwait(false))
                await run.AppendAsync(new LockReleased(key, owner.Actor, owner.Host, owner.ProcessId, reason), by.Actor, durable: true, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception problem) when (problem is StoreException or JournalException)
        {
            return false;
        }
    }

    private void RecordBeside(ReleasedLock released)
    {
        using var file = Files.Create(Path.Combine(_locks, "released.jsonl"), FileMode.Append);
        Files.Guard($"cannot record that {released.Key} is released", () =>
        {
            file.Write([.. StoreJson.Of(released), (byte)'\n']);
            file.Flush(flushToDisk: true);
            return true;
        });
    }

    private string LockPath(string key) => Path.Combine(_locks, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]);

    private string HoldPath(string run) => Path.Combine(_runs, run, "hold");

    private List<string> LockPaths() => Files.Guard($"cannot read {_locks}", () => Directory.Exists(_locks)
        ? Directory.GetFiles(_locks, "*.json").Select(path => path[..^".json".Length]).ToList()
        : []);

    private RunRecord RecordOrId(string name)
    {
        try
        {
            if (Record(name) is { } record) return record;
        }
        catch (StoreException)
        {
            // The list goes on; whoever opens the run is told.
        }

        return new(name, "?", "?", "", DateTimeOffset.UnixEpoch, "?", null) { DigestKey = "", IsDamaged = true };
    }

    private RunRecord? Record(string name)
    {
        var record = StoredFiles.Record(Path.Combine(_runs, name, "run.json"));
        return record is null or { Format: >= 0 and <= RunRecord.LatestFormat } ? record : throw new StoreException(
            $"the run {name} was made by a newer version of runbook: it has format {record.Format}, and this version reads up to {RunRecord.LatestFormat}",
            "go on with the version of runbook that the run was started with");
    }

    private List<string> Names() => Files.Guard($"cannot read {_runs}", () => Directory.Exists(_runs)
        ? Directory.GetDirectories(_runs).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).ToList()
        : []);

    internal static void WriteSources(string path, IReadOnlyList<PinnedSource> sources)
    {
        var index = new List<SourceFile>(sources.Count);
        foreach (var source in sources)
        {
            var file = $"{index.Count:000}-{Path.GetFileName(source.Name)}";
            Files.Write(Path.Combine(path, file), Encoding.UTF8.GetBytes(source.Content));
            index.Add(new(source.Name, file, source.Sha256));
        }

        Files.Write(Path.Combine(path, "index.json"), StoreJson.Of(index));
        Files.SyncFolder(path);
    }
}
