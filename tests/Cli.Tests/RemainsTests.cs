using System.Globalization;

namespace MeshRunbook.Cli.Tests;

/// <summary>What a killed engine has left running still changes things: nobody goes on beside it.</summary>
public sealed class RemainsTests : IDisposable
{
    // Runs until the test lets it go on, or is over and its folder gone; leaves a line when it begins and when it ends.
    private const string Patient = "echo two >> trace; echo $$ > id; mv id begun; while [ ! -e go ] && [ -d home ]; do sleep 0.02; done; echo end >> trace";

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Nobody_is_asked_to_decide_before_the_command_has_ended()
    {
        await KilledInStepTwoAsync(Patient);
        await using var engine = _workplace.Start("resume");
        await engine.PrintedAsync($"two: waits for process {Begun}, which an earlier engine has left running; to end it: kill {Begun}");

        _workplace.Touch("go");
        await Workplace.ExpectAsync(engine, 5, "resume");

        Assert.Equal(["two", "end"], _workplace.Trace);
    }

    [Fact]
    public async Task What_a_person_decides_is_not_done_beside_it()
    {
        await KilledInStepTwoAsync(Patient);
        await using var engine = _workplace.Start("resume", "--retry", "two");
        await engine.PrintedAsync("two: waits for process");

        _workplace.Touch("go");
        await Workplace.ExpectAsync(engine, 0, "resume", "--retry", "two");

        Assert.Equal(["two", "end", "two", "end", "three"], _workplace.Trace);
    }

    [Fact]
    public async Task It_is_found_where_the_engine_died_before_it_could_record_the_process()
    {
        await KilledInStepTwoAsync(Patient);
        var file = Path.Combine(_workplace.State, "runs", _workplace.Run, "journal.jsonl");
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file)).TakeWhile(line => !line.Contains("\"commandStarted\"", StringComparison.Ordinal)));
        await using var engine = _workplace.Start("resume", "--mark-done", "two", "--reason", "it works on");
        await engine.PrintedAsync($"two: waits for process {Begun},");

        _workplace.Touch("go");
        await Workplace.ExpectAsync(engine, 0, "resume");

        Assert.Equal(["two", "end", "three"], _workplace.Trace);
    }

    [Fact]
    public async Task A_daemon_that_has_left_its_session_counts_though_the_command_itself_has_ended()
    {
        await KilledInStepTwoAsync($"setsid --fork bash -c '{Patient}'; touch forked; sleep 300", "forked");
        var command = int.Parse(_workplace.Journal.Split("\"commandStarted\"")[1].Split("\"processId\":")[1].Split(',')[0], CultureInfo.InvariantCulture);
        using (var kill = System.Diagnostics.Process.Start("kill", ["-KILL", "--", $"-{command}"])) await kill.WaitForExitAsync();
        await using var engine = _workplace.Start("resume", "--skip", "two", "--reason", "done by its daemon");
        await engine.PrintedAsync($"two: waits for process {Begun},");

        _workplace.Touch("go");
        await Workplace.ExpectAsync(engine, 0, "resume");

        Assert.NotEqual(command, Begun);
        Assert.Equal(["two", "end", "three"], _workplace.Trace);
    }

    [Fact]
    public async Task Whoever_waits_can_be_stopped_and_nothing_is_decided()
    {
        await KilledInStepTwoAsync(Patient);
        await using var engine = _workplace.Start("resume", "--skip", "two", "--reason", "too slow");
        await engine.PrintedAsync("two: waits for process");

        await engine.SignalAsync("INT");
        await Workplace.ExpectAsync(engine, 130, "resume");
        _workplace.Touch("go");

        Assert.DoesNotContain("too slow", _workplace.Journal);
        await _workplace.ExpectAsync(5, "resume");
    }

    private int Begun => int.Parse(File.ReadAllText(_workplace.Folder["begun"]), CultureInfo.InvariantCulture);

    private async Task KilledInStepTwoAsync(string script, string file = "begun")
    {
        _workplace.Write($$"""
            steps:
              - id: two
                shell: {{script}}
              - id: three
                shell: echo three >> trace
            """);
        await using var engine = _workplace.Start("execute", "small.yaml");
        await _workplace.FileAsync("begun");
        await _workplace.FileAsync(file);
        await Workplace.UntilAsync(() => _workplace.Journal.Contains("\"commandStarted\"", StringComparison.Ordinal), "a command on record");
        await engine.KillAsync();
    }
}
