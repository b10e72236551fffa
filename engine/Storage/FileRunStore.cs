using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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
        if (Directory.Exists(final)) throw new StoreException($"the run {record.Id} exists already");
        var temporary = Path.Combine(_runs, $".new-{record.Id}");
        foreach (var part in (string[])["", "sources", "logs", "artifacts", "inbox", "secrets"])
            Files.CreateFolder(Path.Combine(temporary, part));
        WriteSources(Path.Combine(temporary, "sources"), sources);
        Files.Write(Path.Combine(temporary, "run.json"), JsonSerializer.SerializeToUtf8Bytes(record, StoreJson.Default.RunRecord));
        Files.Write(Path.Combine(temporary, "journal.jsonl"), []);
        Files.SyncFolder(temporary);
        Files.Guard($"cannot create the run {record.Id}", () => { Directory.Move(temporary, final); return true; });
        Files.SyncFolder(_runs);
        return Task.FromResult<IRun>(new FileRun(final, record, time));
    }

    public Task<IRun?> OpenAsync(string id, CancellationToken cancellation)
    {
        var names = Names().Where(name => name.StartsWith(id, StringComparison.Ordinal)).ToList();
        if (names.Contains(id)) names = [id];
        if (id.Length == 0 || names.Count == 0) return Task.FromResult<IRun?>(null);
        if (names.Count > 1)
            throw new StoreException($"{names.Count} runs begin with {id}: {string.Join(", ", names.Take(4))}{(names.Count > 4 ? " …" : "")}");
        var path = Path.Combine(_runs, names[0]);
        var record = Record(names[0]) ?? throw new StoreException($"the run {names[0]} has no run.json in {path}");
        return Task.FromResult<IRun?>(new FileRun(path, record, time));
    }

    public Task<IReadOnlyList<RunRecord>> ListAsync(CancellationToken cancellation)
    {
        var records = Names().OrderDescending(StringComparer.Ordinal).Select(Record).OfType<RunRecord>().ToList();
        return Task.FromResult<IReadOnlyList<RunRecord>>(records);
    }

    public Task<LockResult> TryLockAsync(string key, LockOwner owner, CancellationToken cancellation)
    {
        Files.CreateFolder(folder);
        Files.CreateFolder(_locks);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32];
        return Task.FromResult(FileLock.TryTake(Path.Combine(_locks, name), key, owner));
    }

    private RunRecord? Record(string name) =>
        StoreJson.Read(Path.Combine(_runs, name, "run.json"), StoreJson.Default.RunRecord);

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

        Files.Write(Path.Combine(path, "index.json"), JsonSerializer.SerializeToUtf8Bytes(index, StoreJson.Default.ListSourceFile));
        Files.SyncFolder(path);
    }
}
