using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

public sealed class ExecuteTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_run_that_goes_through_ends_with_0_and_says_what_it_did()
    {
        _workplace.Write("""
            steps:
              - id: one
                run: echo hello
              - id: two
                title: The second
                verify: {command: "true"}
              - checkpoint: half
            """);

        var result = await _workplace.ExpectAsync(0, "execute", "small.yaml");

        var run = _workplace.Run;
        Assert.StartsWith($"run {run}: A small runbook (small 1.0.0)\n", result.Output);
        Assert.Contains(" one: $ echo hello\n", result.Output);
        Assert.Contains(" two: The second\n", result.Output);
        Assert.Contains($"runbook status {run}\n", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_run_that_fails_ends_with_1_shows_what_the_command_said_last_and_every_way_on()
    {
        _workplace.Write("steps:\n  - id: bad\n    shell: echo out; echo reason >&2; exit 7\n  - id: never\n    shell: echo never >> trace\n");

        var result = await _workplace.ExpectAsync(1, "execute", "small.yaml");

        Assert.Contains("failed: `bad`", result.Error);
        Assert.Contains("7", result.Error.Split('\n')[0]);
        Assert.Contains("| reason\n", result.Error);
        Assert.Contains($"runbook resume {_workplace.Run}\n", result.Error);
        Assert.Contains($"runbook resume {_workplace.Run} --skip bad --reason TEXT\n", result.Error);
        Assert.Contains($"runbook logs {_workplace.Run} bad\n", result.Error);
        Assert.Empty(_workplace.Trace);
    }

    [Fact]
    public async Task A_failed_run_is_tried_again_from_where_it_failed_or_goes_on_without_the_step()
    {
        _workplace.Write("""
            steps:
              - id: first
                shell: echo first >> trace
              - id: bad
                shell: echo bad >> trace; test -e repaired
              - id: last
                shell: echo last >> trace
            """);
        await _workplace.ExpectAsync(1, "execute", "small.yaml");

        await _workplace.ExpectAsync(1, "resume");
        var mistaken = await _workplace.ExpectAsync(2, "resume", "--skip", "bda", "--reason", "not needed");
        var finished = await _workplace.ExpectAsync(5, "resume", "--skip", "first", "--reason", "not needed");
        var unexplained = await _workplace.ExpectAsync(2, "resume", "--skip", "bad");
        _workplace.Touch("repaired");
        await _workplace.ExpectAsync(0, "resume");
        var again = await _workplace.ExpectAsync(0, "resume");

        Assert.Contains("did you mean `bad`?", mistaken.Error);
        Assert.Contains("`first` has succeeded", finished.Error);
        Assert.Contains("--reason", unexplained.Error);
        Assert.Equal(["first", "bad", "bad", "bad", "last"], _workplace.Trace);
        Assert.Contains("is done", again.Output);
    }

    [Fact]
    public async Task A_step_is_left_out_with_a_reason_that_the_journal_keeps()
    {
        _workplace.Write("steps:\n  - id: bad\n    run: \"false\"\n  - id: last\n    shell: echo last >> trace\n");
        await _workplace.ExpectAsync(1, "execute", "small.yaml");

        await _workplace.ExpectAsync(0, "resume", "--skip", "bad", "--reason", "done by hand on Friday");

        Assert.Equal(["last"], _workplace.Trace);
        Assert.Contains("done by hand on Friday", _workplace.Journal);
    }

    [Fact]
    public async Task Misuse_ends_with_2_and_a_wrong_runbook_with_3_before_anything_is_run()
    {
        _workplace.Write("steps:\n  - id: one\n    run: echo {{ params.nobody }}\n");

        var misuse = await _workplace.ExpectAsync(2, "execute");
        var wrong = await _workplace.ExpectAsync(3, "execute", "small.yaml");

        Assert.Contains("runbook execute --help", misuse.Error);
        Assert.Contains("small.yaml:6:", wrong.Error);
        Assert.EndsWith("error: `small.yaml` has 1 mistake\nhelp: correct what is shown above; nothing was run\n", wrong.Error);
        Assert.False(Directory.Exists(Path.Combine(_workplace.State, "runs")));
    }

    [Fact]
    public async Task A_program_gets_json_lines_and_nothing_else()
    {
        _workplace.Write("steps:\n  - id: one\n    run: echo hello\n  - id: ok\n    approve: {title: Does it work?}\n");

        var result = await _workplace.ExpectAsync(4, "execute", "small.yaml", "--output", "json");

        var lines = result.Lines.Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal("runStarted", (string?)lines[0]["event"]!["event"]);
        Assert.Equal("waitingForPerson", (string?)lines[^1]["outcome"]);
        Assert.Equal("ok", (string?)lines[^1]["gates"]![0]);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_missing_tool_is_refused_before_anything_is_run()
    {
        _workplace.Write("""
            requires:
              - {tool: no-such-tool-here}
              - {tool: bash, version: ">=900"}
              - {tool: sh}
            steps:
              - id: one
                shell: echo one >> trace
            """);

        var result = await _workplace.ExpectAsync(5, "execute", "small.yaml");

        Assert.Contains("`no-such-tool-here` is missing", result.Error);
        Assert.Contains("`bash` is version ", result.Error);
        Assert.DoesNotContain("`sh`", result.Error);
        Assert.Empty(_workplace.Trace);
    }

    [Fact]
    public async Task A_second_run_on_one_target_is_refused_with_who_works_there()
    {
        _workplace.Write("""
            parameters:
              mesh: {type: string, description: Target}
            lock: mesh/{{ params.mesh }}
            steps:
              - id: one
                shell: touch begun; while [ ! -e go ] && [ -d home ]; do sleep 0.02; done
            """);
        await using var first = _workplace.Start("execute", "small.yaml", "--param", "mesh=east");
        await _workplace.FileAsync("begun");
        var run = _workplace.Run;

        var second = await _workplace.ExpectAsync(5, "execute", "small.yaml", "--param", "mesh=east");
        var resumed = await _workplace.ExpectAsync(5, "resume", run);
        _workplace.Touch("go");
        await Workplace.ExpectAsync(first, 0, "execute");
        await _workplace.ExpectAsync(0, "execute", "small.yaml", "--param", "mesh=east");

        foreach (var refused in (string[])[second.Error, resumed.Error])
        {
            Assert.Contains(run, refused);
            Assert.Contains($"@{Environment.MachineName} on host {Environment.MachineName}, process {first.Id}, since {DateTime.Now.Year}-", refused);
        }

        Assert.Contains("`mesh/east` is locked by run ", second.Error);
    }
}
