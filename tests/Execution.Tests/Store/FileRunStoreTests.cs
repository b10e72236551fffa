using System.Diagnostics;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Values;
using MeshRunbook.Storage;

namespace MeshRunbook.Execution.Tests.Store;

public sealed class FileRunStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileRunStore _store;

    public FileRunStoreTests() => _store = new FileRunStore(_folder["state"], new ManualTime());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_was_created_is_found_again_with_its_texts()
    {
        await CreateAsync("20261121-100000-a-0001");

        var run = await _store.OpenAsync("20261121", default);

        Assert.Equal("20261121-100000-a-0001", run!.Record.Id);
        Assert.Equal(["text of it"], (await run.SourcesAsync(default)).Select(source => source.Content));
        Assert.Null(await _store.OpenAsync("2025", default));
    }

    [Fact]
    public async Task The_beginning_of_several_ids_is_refused_with_their_names()
    {
        await CreateAsync("20261121-100000-a-0001");
        await CreateAsync("20261121-110000-a-0002");

        var problem = await Assert.ThrowsAsync<StoreException>(() => _store.OpenAsync("20261121", default));

        Assert.StartsWith("2 runs begin with 20261121: ", problem.Message, StringComparison.Ordinal);
        Assert.Equal(["20261121-110000-a-0002", "20261121-100000-a-0001"], (await _store.ListAsync(default)).Select(record => record.Id));
    }

    [Fact]
    public async Task What_was_appended_is_read_back_in_a_chain()
    {
        var run = await CreateAsync("r");
        await using var lease = await HoldAsync(run);
        var started = new RunStarted("r", "a", "1.0.0", "d", new([KeyValuePair.Create("x", Value.Of(1))]), null);

        await run.AppendAsync(started, "ann@host", true, default);
        await run.AppendAsync(new StepStarted(new("each[a]/b"), 1, ["do", "it"]), "ann@host", true, default);
        var entries = await (await _store.OpenAsync("r", default))!.ReadAsync(default);

        Assert.Equal(new[] { 1L, 2L }, entries.Select(entry => entry.Sequence));
        Assert.Equal(new Address("each[a]/b"), ((StepStarted)entries[1].Event).Address);
        Assert.Equal(started.Parameters, ((RunStarted)entries[0].Event).Parameters);
    }

    [Fact]
    public async Task An_append_that_a_crash_cut_off_is_ignored_and_then_cut_off()
    {
        var run = await CreateAsync("r");
        await using (await HoldAsync(run)) await run.AppendAsync(new EngineStarted("host", 1, "1"), "ann@host", true, default);
        await File.AppendAllTextAsync(Journal("r"), "{\"sequence\":2,\"ti");

        var next = (await _store.OpenAsync("r", default))!;
        var before = await next.ReadAsync(default);
        await using (await HoldAsync(next)) await next.AppendAsync(new EngineStarted("host", 2, "1"), "ann@host", true, default);

        Assert.Single(before);
        Assert.Equal(2, (await next.ReadAsync(default)).Count);
        Assert.Equal(2, (await File.ReadAllLinesAsync(Journal("r"))).Length);
    }

    [Fact]
    public async Task A_changed_byte_breaks_the_chain_and_the_line_is_named()
    {
        var run = await CreateAsync("r");
        await using (await HoldAsync(run))
            for (var i = 1; i <= 3; i++) await run.AppendAsync(new EngineStarted("host", i, "1"), "ann@host", false, default);
        var text = await File.ReadAllTextAsync(Journal("r"));
        await File.WriteAllTextAsync(Journal("r"), text.Replace("\"processId\":2", "\"processId\":7", StringComparison.Ordinal));

        var problem = await Assert.ThrowsAsync<JournalException>(async () => await (await _store.OpenAsync("r", default))!.ReadAsync(default));

        Assert.Contains("journal line 3 does not follow from the line before it", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_taken_out_is_noticed()
    {
        var run = await CreateAsync("r");
        await using (await HoldAsync(run))
            for (var i = 1; i <= 3; i++) await run.AppendAsync(new EngineStarted("host", i, "1"), "ann@host", false, default);
        var lines = await File.ReadAllLinesAsync(Journal("r"));
        await File.WriteAllLinesAsync(Journal("r"), [lines[0], lines[2]]);

        await Assert.ThrowsAsync<JournalException>(async () => await (await _store.OpenAsync("r", default))!.ReadAsync(default));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Nobody_else_can_read_a_run()
    {
        var run = await CreateAsync("r");
        await using (await HoldAsync(run)) await run.AppendAsync(new EngineStarted("host", 1, "1"), "ann@host", true, default);
        await using (var log = run.CreateLog(new("a/b"), 1)) log.WriteByte(1);
        await run.SaveSecretAsync("hmac-sha256:00ff", [1], default);
        await run.PostAsync(new("1", new("ok"), true, "bob", null, "e", default), default);

        var modes = Directory.EnumerateFileSystemEntries(_folder["state"], "*", SearchOption.AllDirectories)
            .Select(path => (Directory.Exists(path), File.GetUnixFileMode(path))).Distinct();
        Assert.All(modes, mode => Assert.Equal(mode.Item1 ? "UserExecute, UserWrite, UserRead" : "UserWrite, UserRead", mode.Item2.ToString()));
    }

    [Fact]
    public async Task Answers_wait_in_order_until_they_are_removed()
    {
        var run = await CreateAsync("r");
        var answers = Enumerable.Range(1, 3).Select(i => new PostedAnswer($"{i}", new($"g{i}"), true, "bob", null, "e", DateTimeOffset.UnixEpoch)).ToList();
        foreach (var answer in Enumerable.Reverse(answers)) await run.PostAsync(answer, default);

        await run.RemoveAsync(answers[0], default);

        Assert.Equal(answers[1..], await run.PostedAsync(default));
    }

    [Fact]
    public async Task A_log_is_found_by_its_address_however_long_that_is()
    {
        var run = await CreateAsync("r");
        var address = new Address("each").Item(new string('ä', 300) + "/x").Child("step");
        await using (var log = run.CreateLog(address, 2)) log.Write("line"u8);

        using var reader = new StreamReader(run.OpenLog(address, 2)!);

        Assert.Equal("line", await reader.ReadToEndAsync());
        Assert.Null(run.OpenLog(address, 1));
    }

    [Fact]
    public async Task A_run_is_held_by_one_engine_at_a_time()
    {
        var run = await CreateAsync("r");
        var owner = Owner("host");

        var lease = await HoldAsync(run);
        var second = await (await _store.OpenAsync("r", default))!.TryHoldAsync(owner with { Actor = "bob" }, default);
        await lease.DisposeAsync();
        var third = await run.TryHoldAsync(owner, default);

        Assert.Equal(owner, Assert.IsType<LockHeld>(second).Owner);
        Assert.Null(Assert.IsType<LockTaken>(third).DeadOwner);
    }

    [Fact]
    public async Task A_dead_owners_lock_is_taken_over_on_its_own_host_only()
    {
        var here = new FileRunStore(_folder["other"], new ManualTime());
        var taken = (LockTaken)await here.TryLockAsync("mesh/prod", Owner("host"), default);
        var file = Directory.EnumerateFiles(_folder["other"], "*.json", SearchOption.AllDirectories).Single();
        var left = await File.ReadAllTextAsync(file);
        await taken.Lease.DisposeAsync();
        await File.WriteAllTextAsync(file, left);

        var elsewhere = await here.TryLockAsync("mesh/prod", Owner("laptop"), default);
        var again = await here.TryLockAsync("mesh/prod", Owner("host"), default);

        Assert.Equal("host", Assert.IsType<LockHeld>(elsewhere).Owner.Host);
        Assert.Equal(Owner("host"), Assert.IsType<LockTaken>(again).DeadOwner);
    }

    [Fact]
    public async Task A_lock_that_another_process_holds_is_free_as_soon_as_it_dies()
    {
        var lease = ((LockTaken)await _store.TryLockAsync("mesh/prod", Owner("host"), default)).Lease;
        await lease.DisposeAsync();
        var file = Directory.EnumerateFiles(Path.Combine(_folder["state"], "locks")).Single();
        using var holder = Process.Start(new ProcessStartInfo("flock", [file, "sh", "-c", "echo held; exec sleep 1000"]) { RedirectStandardOutput = true })!;
        await holder.StandardOutput.ReadLineAsync();

        var held = await _store.TryLockAsync("mesh/prod", Owner("host"), default);
        holder.Kill(entireProcessTree: true);
        await holder.WaitForExitAsync();

        Assert.IsType<LockHeld>(held);
        Assert.IsType<LockTaken>(await _store.TryLockAsync("mesh/prod", Owner("host"), default));
    }

    [Fact]
    public async Task Problems_of_the_disk_are_messages_and_no_crashes()
    {
        var run = await CreateAsync("r");
        var lease = await HoldAsync(run);
        File.Delete(Journal("r"));

        var vanished = await Assert.ThrowsAsync<StoreException>(() => run.AppendAsync(new EngineStarted("host", 1, "1"), "ann", true, default));
        var file = _folder.Write("file", "");
        var noFolder = await Assert.ThrowsAsync<StoreException>(
            () => new FileRunStore(file, new ManualTime()).CreateAsync(NewRecord("x"), [], default));
        await File.WriteAllTextAsync(Path.Combine(_folder["state"], "runs", "r", "run.json"), "{");
        var damaged = await Assert.ThrowsAsync<StoreException>(() => _store.OpenAsync("r", default));

        Assert.StartsWith("cannot read the journal of the run r: ", vanished.Message, StringComparison.Ordinal);
        Assert.StartsWith($"cannot create the folder {file}: ", noFolder.Message, StringComparison.Ordinal);
        Assert.Contains("run.json is damaged", damaged.Message, StringComparison.Ordinal);
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task A_pinned_text_that_was_changed_is_refused()
    {
        var run = await CreateAsync("r");
        await File.WriteAllTextAsync(Directory.GetFiles(Path.Combine(_folder["state"], "runs", "r", "sources"), "000-*").Single(), "other");

        var problem = await Assert.ThrowsAsync<StoreException>(() => run.SourcesAsync(default));

        Assert.Contains("its copy of a.yaml was changed", problem.Message, StringComparison.Ordinal);
    }

    private static RunRecord NewRecord(string id) => new(id, "a", "1.0.0", "d", DateTimeOffset.UnixEpoch, "ann@host", null) { DigestKey = "AAAA" };

    private static LockOwner Owner(string host) => new("ann@" + host, host, 1, "r", DateTimeOffset.UnixEpoch);

    private static async Task<IAsyncDisposable> HoldAsync(IRun run) => ((LockTaken)await run.TryHoldAsync(Owner("host"), default)).Lease;

    private string Journal(string id) => Path.Combine(_folder["state"], "runs", id, "journal.jsonl");

    private Task<IRun> CreateAsync(string id)
    {
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("text of it"u8));
        return _store.CreateAsync(NewRecord(id), [new("a.yaml", "text of it", digest)], default);
    }
}
