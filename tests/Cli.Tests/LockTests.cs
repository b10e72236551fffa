using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>One run at a time has a lock; a dead owner's is taken over, a living one's never.</summary>
public sealed class LockTests : IDisposable
{
    private const string Body = """
        lock: mesh/east
        steps:
          - id: one
            shell: echo one >> trace; touch begun; while [ ! -e go ] && [ -d home ]; do sleep 0.02; done
            repeatable: true
        """;

    private readonly Workplace _workplace = new();

    public LockTests() => _workplace.Write(Body);

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Of_twenty_started_at_once_one_runs_and_the_others_are_told_by_whom_the_lock_is_held()
    {
        var ended = await AllButOneEndAsync("execute", "small.yaml");

        Assert.Single(_workplace.Trace);
        Assert.Single(Directory.GetDirectories(Path.Combine(_workplace.State, "runs")));
        Assert.All(ended, Refused);
    }

    [Fact]
    public async Task Of_twenty_that_take_over_from_a_dead_engine_one_goes_on()
    {
        await using (var engine = _workplace.Start("execute", "small.yaml"))
        {
            await _workplace.FileAsync("begun");
            await Workplace.UntilAsync(() => _workplace.Journal.Contains("commandStarted", StringComparison.Ordinal), "a command on record");
            await engine.KillAsync();
        }

        // The command outlives its engine, and would be waited for.
        _workplace.Touch("go");
        await Workplace.UntilAsync(IsCommandGone, "the command's end");
        File.Delete(_workplace.Folder["go"]);
        File.Delete(_workplace.Folder["trace"]);

        var ended = await AllButOneEndAsync("resume", _workplace.Run);

        Assert.Single(_workplace.Trace);
        Assert.All(ended, result => Assert.Contains($"run {_workplace.Run} is worked on by ", result.Error));
    }

    [Fact]
    public async Task Locks_are_listed_with_their_owner_and_a_living_one_keeps_its_lock()
    {
        var none = await _workplace.ExpectAsync(0, "locks");
        await using var engine = _workplace.Start("execute", "small.yaml");
        await _workplace.FileAsync("begun");

        var listed = await _workplace.ExpectAsync(0, "locks");
        var json = (await _workplace.AskAsync("locks"))[0]!;
        var unreasoned = await _workplace.ExpectAsync(2, "locks", "release", "mesh/east");
        var alive = await _workplace.ExpectAsync(5, "locks", "release", "mesh/east", "--reason", "I am in a hurry", "--owner-is-gone");
        await engine.KillAsync();
        var dead = (await _workplace.AskAsync("locks"))[0]!;
        await _workplace.ExpectAsync(0, "locks", "release", "mesh/east", "--reason", "the engine was killed");
        var unknown = await _workplace.ExpectAsync(2, "locks", "release", "mesh/east", "--reason", "again");
        _workplace.Touch("go");

        Assert.Equal("nobody has a lock\n", none.Output);
        Assert.StartsWith("KEY ", listed.Lines[0]);
        Assert.Matches($"^mesh/east .*{engine.Id} +{_workplace.Run} .* alive$", Assert.Single(listed.Lines.Skip(1)));
        Assert.Equal((engine.Id, _workplace.Run, "alive"), ((int)json["process"]!, (string)json["run"]!, (string)json["owner"]!));
        Assert.Contains("--reason TEXT", unreasoned.Error);
        Assert.Contains($"process {engine.Id}", alive.Error);
        Assert.Contains("which is alive", alive.Error);
        Assert.Equal("dead", (string?)dead["owner"]);
        Assert.Contains("\"event\":\"lockReleased\",\"key\":\"mesh/east\"", _workplace.Journal);
        Assert.Contains("the engine was killed", _workplace.Journal);
        Assert.Contains("nobody has the lock `mesh/east`", unknown.Error);
        Assert.Equal("interrupted", (string?)(await _workplace.AskAsync("status"))["standing"]);
        await _workplace.ExpectAsync(0, "audit");
    }

    [Fact]
    public async Task Whether_an_owner_on_another_host_lives_is_not_guessed()
    {
        await using (var engine = _workplace.Start("execute", "small.yaml"))
        {
            await _workplace.FileAsync("begun");
            await engine.KillAsync();
        }

        _workplace.Touch("go");
        foreach (var name in Directory.GetFiles(_workplace.State, "*.json", SearchOption.AllDirectories).Where(name => name.EndsWith("hold.json", StringComparison.Ordinal) || name.Contains("/locks/", StringComparison.Ordinal)))
        {
            var owner = JsonNode.Parse(File.ReadAllText(name))!;
            owner["owner"]!["host"] = "elsewhere";
            File.WriteAllText(name, owner.ToJsonString());
        }

        var resumed = await _workplace.ExpectAsync(5, "resume");
        var executed = await _workplace.ExpectAsync(5, "execute", "small.yaml");
        var refused = await _workplace.ExpectAsync(5, "locks", "release", "mesh/east", "--reason", "gone");
        var released = await _workplace.ExpectAsync(0, "locks", "release", "mesh/east", "--reason", "gone", "--owner-is-gone");

        Assert.Contains("if it is gone from elsewhere: runbook locks release", resumed.Error);
        Assert.Contains("if it is gone from elsewhere: runbook locks release mesh/east --reason TEXT --owner-is-gone", executed.Error);
        Assert.Contains("look on elsewhere (ps -p ", refused.Error);
        Assert.Contains("recorded in the journal of run", released.Output);
        await _workplace.ExpectAsync(0, "resume");
    }

    [Fact]
    public async Task A_release_that_the_journal_cannot_take_is_recorded_beside_the_locks()
    {
        await using (var engine = _workplace.Start("execute", "small.yaml"))
        {
            await _workplace.FileAsync("begun");
            await engine.KillAsync();
        }

        _workplace.Touch("go");
        Directory.Delete(Path.Combine(_workplace.State, "runs", _workplace.Run), recursive: true);

        var released = await _workplace.ExpectAsync(0, "locks", "release", "mesh/east", "--reason", "the run was thrown away");

        Assert.Contains("recorded in locks/released.jsonl", released.Output);
        var record = Assert.Single(File.ReadAllLines(Path.Combine(_workplace.State, "locks", "released.jsonl")));
        Assert.Equal(("mesh/east", "the run was thrown away"), ((string)JsonNode.Parse(record)!["key"]!, (string)JsonNode.Parse(record)!["reason"]!));
    }

    private bool IsCommandGone()
    {
        var digits = _workplace.Journal.Split("\"event\":\"commandStarted\",\"address\":\"one\",\"processId\":")[^1].TakeWhile(char.IsDigit);
        return !Commands.IsRunning(int.Parse([.. digits], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Starts twenty, waits until all but one have ended with status 5, then lets that one end well.</summary>
    private async Task<IReadOnlyList<ProgramResult>> AllButOneEndAsync(params string[] words)
    {
        var engines = Enumerable.Range(0, 20).Select(_ => _workplace.Start(words)).ToList();
        var ends = engines.Select(engine => engine.EndAsync()).ToList();
        await Workplace.UntilAsync(() => ends.Count(end => end.IsCompleted) >= 19, "nineteen have ended");
        await Workplace.UntilAsync(() => _workplace.Trace.Length > 0, "one runs");
        var ended = ends.Where(end => end.IsCompleted).ToList();
        _workplace.Touch("go");
        var all = await Task.WhenAll(ends);
        foreach (var engine in engines) await engine.DisposeAsync();
        Assert.Equal([0, .. Enumerable.Repeat(5, 19)], all.Select(result => result.ExitCode).Order());
        return [.. ended.Select(end => end.Result)];
    }

    private void Refused(ProgramResult result)
    {
        Assert.Matches($"^error: `mesh/east` is locked by run {_workplace.Run}: .+@.+ on host .+, process [1-9][0-9]*, since 2", result.Error);
        Assert.Contains($"runbook status {_workplace.Run}", result.Error);
    }
}
