namespace MeshRunbook.Cli.Tests;

/// <summary>The engine is ended by kill -9, which no handler sees.</summary>
public sealed class KillTests : IDisposable
{
    // Runs until the test lets it go on, or is over and its folder gone; leaves a line when it begins and when it ends.
    private const string Patient = "echo two >> trace; touch begun; while [ ! -e go ] && [ -d home ]; do sleep 0.02; done; echo end >> trace";

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Killed_while_a_command_runs_the_step_is_in_doubt_and_three_ways_on_are_shown()
    {
        var result = await InDoubtAsync("");

        var run = _workplace.Run;
        Assert.Contains("in doubt: `two`", result.Error);
        Assert.Contains("it has no probe", result.Error);
        Assert.Contains($"runbook resume {run} --retry two\n", result.Error);
        Assert.Contains($"runbook resume {run} --mark-done two --reason TEXT\n", result.Error);
        Assert.Contains($"runbook resume {run} --skip two --reason TEXT\n", result.Error);
        Assert.Equal(["one", "two"], _workplace.Trace);
    }

    [Fact]
    public async Task A_step_in_doubt_is_run_again_when_a_person_says_so()
    {
        await InDoubtAsync("");
        _workplace.Touch("go");

        await _workplace.ExpectAsync(0, "resume", "--retry", "two");

        Assert.Equal(["one", "two", "two", "end", "three"], _workplace.Trace);
    }

    [Theory]
    [InlineData("--mark-done")]
    [InlineData("--skip")]
    public async Task A_step_in_doubt_is_passed_over_when_a_person_says_so(string way)
    {
        await InDoubtAsync("");

        await _workplace.ExpectAsync(0, "resume", way, "two", "--reason", "seen with my own eyes");

        Assert.Equal(["one", "two", "three"], _workplace.Trace);
        Assert.Contains("seen with my own eyes", _workplace.Journal);
    }

    [Fact]
    public async Task A_probe_that_holds_makes_a_step_in_doubt_done()
    {
        await KilledInStepTwoAsync("""probe: {command: grep -q two trace}""");

        var result = await _workplace.ExpectAsync(0, "resume");

        Assert.Contains("two: in doubt; its probe holds", result.Output);
        Assert.Equal(["one", "two", "three"], _workplace.Trace);
    }

    [Fact]
    public async Task A_probe_that_does_not_hold_makes_a_step_in_doubt_run_again()
    {
        await KilledInStepTwoAsync("""probe: {command: grep -q end trace}""");
        _workplace.Touch("go");

        var result = await _workplace.ExpectAsync(0, "resume");

        Assert.Contains("two: in doubt; its probe does not hold", result.Output);
        Assert.Equal(["one", "two", "two", "end", "three"], _workplace.Trace);
    }

    [Fact]
    public async Task Killed_between_steps_and_at_a_gate_the_run_ends_as_if_nothing_had_happened()
    {
        _workplace.Write("""
            steps:
              - id: one
                shell: echo one >> trace
              - checkpoint: half
              - id: pause
                wait: {command: test -e go}
                every: 50ms
              - id: ok
                approve: {title: Does it work?}
              - id: two
                shell: echo two >> trace
            """);

        await using (var engine = _workplace.Start("execute", "small.yaml"))
        {
            await engine.PrintedAsync("half: checkpoint");
            await engine.KillAsync();
        }

        _workplace.Touch("go");
        var standing = (string?)(await _workplace.AskAsync("status"))["standing"];
        await using (var engine = _workplace.Start("resume", "--wait"))
        {
            await engine.PrintedAsync("waits for people");
            await engine.KillAsync();
        }

        await _workplace.ExpectAsync(0, "approve");
        var result = await _workplace.ExpectAsync(0, "resume");

        Assert.Equal("interrupted", standing);
        Assert.Contains("done: ", result.Output);
        Assert.Equal(["one", "two"], _workplace.Trace);
    }

    [Fact]
    public async Task Killed_again_and_again_no_finished_step_of_a_loop_is_repeated()
    {
        _workplace.Write("""
            steps:
              - id: move
                forEach: "{{ ['a', 'b', 'c', 'd', 'e', 'f'] }}"
                as: one
                maxParallel: 2
                steps:
                  - id: label
                    shell: test -e "did-$ONE" && echo "again $ONE" >> trace; touch "did-$ONE"; echo "$ONE" >> trace
                    env: {ONE: "{{ one }}"}
                    probe: {command: "test -e did-{{ one }}"}
            """);

        string[] words = ["execute", "small.yaml"];
        foreach (var lines in (int[])[1, 3, 5])
        {
            await using var engine = _workplace.Start(words);
            await Workplace.UntilAsync(() => _workplace.Trace.Length >= lines, $"{lines} items done");
            await engine.KillAsync();
            words = ["resume"];
        }

        await _workplace.ExpectAsync(0, "resume");

        Assert.Equal(["a", "b", "c", "d", "e", "f"], _workplace.Trace.Order());
    }

    [Fact]
    public async Task A_command_that_outlives_its_engine_is_waited_for_and_not_started_beside_itself()
    {
        await KilledInStepTwoAsync("probe: {command: grep -q end trace}", endsCommand: false);
        await using var engine = _workplace.Start("resume");
        await engine.PrintedAsync("two: waits for process");

        _workplace.Touch("go");
        await Workplace.ExpectAsync(engine, 0, "resume");

        Assert.Equal(["one", "two", "end", "three"], _workplace.Trace);
    }

    [Fact]
    public async Task The_lock_of_a_killed_engine_is_taken_over()
    {
        await KilledInStepTwoAsync("probe: {command: grep -q two trace}", "lock: mesh/east\n");

        _workplace.Touch("go");
        await _workplace.ExpectAsync(0, "resume");
        await _workplace.ExpectAsync(0, "execute", "small.yaml");
    }

    private async Task<ProgramResult> InDoubtAsync(string probe)
    {
        await KilledInStepTwoAsync(probe);
        return await _workplace.ExpectAsync(5, "resume");
    }

    private async Task KilledInStepTwoAsync(string probe, string more = "", bool endsCommand = true)
    {
        _workplace.Write($$"""
            {{more}}steps:
              - id: one
                shell: echo one >> trace
              - id: two
                shell: {{Patient}}
                {{probe}}
              - id: three
                shell: echo three >> trace
            """);
        await using var engine = _workplace.Start("execute", "small.yaml");
        await _workplace.FileAsync("begun");
        var command = await CommandAsync();
        await engine.KillAsync();
        // The command outlives the engine; a machine that went down would have taken it along.
        if (endsCommand) await Commands.EndAsync(command);
    }

    /// <summary>The process of the command that runs.</summary>
    private async Task<int> CommandAsync()
    {
        var mark = "\"event\":\"commandStarted\",\"address\":\"two\",\"processId\":";
        await Workplace.UntilAsync(() => _workplace.Journal.Contains(mark, StringComparison.Ordinal), "a command on record");
        var journal = _workplace.Journal;
        var digits = journal[(journal.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..].TakeWhile(char.IsDigit);
        return int.Parse([.. digits], System.Globalization.CultureInfo.InvariantCulture);
    }
}
