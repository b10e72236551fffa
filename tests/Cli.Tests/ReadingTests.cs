namespace MeshRunbook.Cli.Tests;

/// <summary>Looking at runs: status, list, logs.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Status_and_list_say_how_a_run_stands_while_it_works_and_afterwards()
    {
        _workplace.Write("""
            steps:
              - id: one
                title: The first
                shell: touch begun; while [ ! -e go ] && [ -d home ]; do sleep 0.02; done
              - checkpoint: half
              - id: two
                run: "false"
            """);
        var nothing = await _workplace.ExpectAsync(0, "list");
        await using var engine = _workplace.Start("execute", "small.yaml");
        await _workplace.FileAsync("begun");

        var running = await _workplace.ExpectAsync(0, "status");
        _workplace.Touch("go");
        await Workplace.ExpectAsync(engine, 1, "execute");
        var failed = await _workplace.ExpectAsync(0, "status", _workplace.Run[..17]);
        var list = await _workplace.ExpectAsync(0, "list");
        var json = await _workplace.AskAsync("status");

        Assert.Equal("no run has been started yet\n", nothing.Output);
        Assert.Contains($"run {_workplace.Run}: running", running.Output);
        Assert.Contains("● one: The first", running.Output);
        Assert.Contains("✔ one: The first", failed.Output);
        Assert.Contains("✘ two: two", failed.Output);
        Assert.Contains("last checkpoint: half", failed.Output);
        Assert.Equal(2, list.Lines.Count);
        Assert.StartsWith("RUN ", list.Lines[0]);
        Assert.Contains(" failed ", list.Lines[1]);
        Assert.Equal("failed", (string?)json["standing"]);
        Assert.Equal("succeeded", (string?)json["steps"]![0]!["status"]);
    }

    [Fact]
    public async Task Logs_are_printed_for_a_step_for_all_and_while_it_runs()
    {
        _workplace.Write("""
            steps:
              - id: one
                run: echo from one
              - id: two
                shell: echo early; while [ ! -e go ] && [ -d home ]; do sleep 0.02; done; echo late
            """);
        await using var engine = _workplace.Start("execute", "small.yaml");
        await engine.PrintedAsync("one: done");
        await Workplace.UntilAsync(() => _workplace.Journal.Contains("\"address\":\"two\"", StringComparison.Ordinal), "the second step");
        await using var follower = _workplace.Start("logs", _workplace.Run, "two", "--follow");
        await follower.PrintedAsync("early");

        var one = await _workplace.ExpectAsync(0, "logs", _workplace.Run, "one");
        _workplace.Touch("go");
        var followed = await Workplace.ExpectAsync(follower, 0, "logs --follow");
        await Workplace.ExpectAsync(engine, 0, "execute");
        var all = await _workplace.ExpectAsync(0, "logs", _workplace.Run);

        Assert.Equal("from one\n", one.Output);
        Assert.Equal("early\nlate\n", followed.Output);
        Assert.Equal("==> one\nfrom one\n==> two\nearly\nlate\n", all.Output);
    }

    [Fact]
    public async Task What_names_no_run_or_several_is_said_with_what_may_be_meant()
    {
        _workplace.Write("steps:\n  - id: one\n    run: \"false\"\n");
        var none = await _workplace.ExpectAsync(2, "status");
        await _workplace.ExpectAsync(1, "execute", "small.yaml");
        var run = _workplace.Run;
        await _workplace.ExpectAsync(1, "execute", "small.yaml");

        var unknown = await _workplace.ExpectAsync(2, "status", "2019");
        var several = await _workplace.ExpectAsync(2, "resume");
        var prefix = await _workplace.ExpectAsync(2, "status", "2");
        var near = await _workplace.ExpectAsync(2, "status", run[..^1] + "x");
        var path = await _workplace.ExpectAsync(2, "status", "../../etc");
        var step = await _workplace.ExpectAsync(2, "logs", run, "oen");

        Assert.Contains("no run has been started yet", none.Error);
        Assert.Contains("there is no run `2019`", unknown.Error);
        Assert.Contains("2 runs have not ended: ", several.Error);
        Assert.Contains("`2` may mean 2 runs: ", prefix.Error);
        Assert.Contains($"did you mean `{run}`?", near.Error);
        Assert.Contains("there is no run `../../etc`", path.Error);
        Assert.Contains("did you mean `one`?", step.Error);
    }

    [Fact]
    public async Task A_damaged_run_spoils_neither_the_list_nor_a_message()
    {
        _workplace.Write("steps:\n  - id: one\n    run: \"false\"\n");
        await _workplace.ExpectAsync(1, "execute", "small.yaml");
        var folder = Path.Combine(_workplace.State, "runs", _workplace.Run);
        var journal = File.ReadAllText(Path.Combine(folder, "journal.jsonl"));

        File.WriteAllText(Path.Combine(folder, "journal.jsonl"), journal.Replace("\"one\"", "\"two\"", StringComparison.Ordinal));
        var list = await _workplace.ExpectAsync(0, "list");
        var status = await _workplace.ExpectAsync(5, "status");
        var resumed = await _workplace.ExpectAsync(5, "resume");
        File.WriteAllText(Path.Combine(folder, "journal.jsonl"), journal + "{\"half a li");
        await _workplace.ExpectAsync(1, "resume");

        Assert.Contains("unreadable", list.Output);
        Assert.StartsWith("error: ", status.Error);
        Assert.StartsWith("error: ", resumed.Error);
    }
}
