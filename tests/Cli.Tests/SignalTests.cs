namespace MeshRunbook.Cli.Tests;

public sealed class SignalTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Once_lets_the_running_command_finish_starts_nothing_new_and_ends_with_130(string signal)
    {
        _workplace.Write("""
            steps:
              - id: one
                shell: echo begin >> trace; touch begun; while [ ! -e go ] && [ -d home ]; do sleep 0.02; done; echo end >> trace
              - id: two
                shell: echo two >> trace
            """);
        await using var engine = _workplace.Start("execute", "small.yaml");
        await _workplace.FileAsync("begun");

        await engine.SignalAsync(signal);
        await engine.PrintedAsync("stopping");
        _workplace.Touch("go");
        var result = await Workplace.ExpectAsync(engine, 130, "execute");
        var interrupted = _workplace.Trace;
        await _workplace.ExpectAsync(0, "resume");

        Assert.Contains($"runbook resume {_workplace.Run}\n", result.Error);
        Assert.Equal(["begin", "end"], interrupted);
        Assert.Equal(["begin", "end", "two"], _workplace.Trace);
    }

    [Fact]
    public async Task Twice_ends_the_whole_process_tree_and_the_run_can_be_resumed()
    {
        _workplace.Write("""
            steps:
              - id: one
                shell: echo begin >> trace; sleep 300 & echo $! > child; mv child begun; test -e go || wait
            """);
        await using var engine = _workplace.Start("execute", "small.yaml");
        await _workplace.FileAsync("begun");
        var child = int.Parse(File.ReadAllText(_workplace.Folder["begun"]), System.Globalization.CultureInfo.InvariantCulture);

        await engine.SignalAsync("INT");
        await engine.PrintedAsync("stopping");
        var lived = Commands.IsRunning(child);
        await engine.SignalAsync("INT");
        await Workplace.ExpectAsync(engine, 130, "execute");
        await Workplace.UntilAsync(() => !Commands.IsRunning(child), "the child is gone");
        _workplace.Touch("go");
        await _workplace.ExpectAsync(0, "resume", "--retry", "one");

        Assert.True(lived);
        Assert.Equal(["begin", "begin"], _workplace.Trace);
    }

    [Fact]
    public async Task A_run_that_waits_at_a_gate_or_for_a_condition_ends_at_the_first_signal()
    {
        _workplace.Write("steps:\n  - id: ok\n    approve: {title: Does it work?}\n");
        await using var engine = _workplace.Start("execute", "small.yaml", "--wait");
        await engine.PrintedAsync("waits for people");
        await engine.SignalAsync("INT");
        await Workplace.ExpectAsync(engine, 130, "execute");
        _workplace.Write("steps:\n  - id: pause\n    wait: {command: \"false\"}\n", "waiting");
        await using var waiting = _workplace.Start("execute", "waiting.yaml");
        await waiting.PrintedAsync("pause:");

        await waiting.SignalAsync("INT");
        await Workplace.ExpectAsync(waiting, 130, "execute");
    }
}
