using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MeshRunbook.Cli.Tests;

/// <summary>The program in a real terminal: what it asks there, and what becomes of a run whose terminal, parent or reader is gone.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string Patient = "echo begin >> trace; touch begun; while [ ! -e go ] && [ -d home ]; do sleep 0.02; done; echo end >> trace";

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Parameters_secrets_and_gates_are_asked_for_at_the_keyboard_and_a_secret_is_not_shown()
    {
        _workplace.Write("""
            parameters:
              name: {type: string, description: Whom to greet}
              token: {type: string, secret: true, description: A secret}
            steps:
              - id: greet
                shell: echo "$NAME ${#TOKEN}" >> trace
                env: {NAME: "{{ params.name }}", TOKEN: "{{ params.token }}"}
              - id: ok
                approve: {title: Does it work?}
              - id: after
                shell: echo after >> trace
            """);
        await using var terminal = await OpenAsync("execute small.yaml");

        await terminal.AnswerAsync("name (", "ann\r");
        await terminal.AnswerAsync("token (", "hush-hush\r");
        await terminal.AnswerAsync("Approve? [y]es, [n]o, [l]ater: ", "y\r");
        await terminal.AnswerAsync("Comment (may be empty): ", "seen\r");
        var result = await Workplace.ExpectAsync(terminal.Program, 0, "execute");

        Assert.Equal(["ann 9", "after"], _workplace.Trace);
        Assert.DoesNotContain("hush", result.Shown);
        Assert.Contains("\"comment\":\"seen\"", _workplace.Journal);
    }

    [Fact]
    public async Task Where_the_terminal_is_closed_the_command_ends_nothing_new_starts_and_the_run_can_be_resumed()
    {
        _workplace.Write($"steps:\n  - id: one\n    shell: {Patient}\n  - id: two\n    shell: echo two >> trace\n");
        await using var terminal = await OpenAsync("execute small.yaml");
        await _workplace.FileAsync("begun");
        var engine = Engine;

        await terminal.CloseAsync();
        _workplace.Touch("go");
        await Workplace.UntilAsync(() => !Commands.IsRunning(engine), "the engine has ended");
        var interrupted = _workplace.Trace;
        await _workplace.ExpectAsync(0, "resume");

        Assert.Equal(["begin", "end"], interrupted);
        Assert.Contains("\"event\":\"runStopped\",\"reason\":\"Interrupted\"", _workplace.Journal);
        Assert.Equal(["begin", "end", "two"], _workplace.Trace);
    }

    [Fact]
    public async Task Where_the_terminal_is_closed_at_a_question_the_run_waits_for_the_answer_elsewhere()
    {
        _workplace.Write("steps:\n  - id: ok\n    approve: {title: Does it work?}\n  - id: after\n    shell: echo after >> trace\n");
        await using var terminal = await OpenAsync("execute small.yaml");
        await terminal.Program.PrintedAsync("Approve?");
        var engine = Engine;

        await terminal.CloseAsync();
        await Workplace.UntilAsync(() => !Commands.IsRunning(engine), "the engine has ended");
        await _workplace.ExpectAsync(0, "approve");
        await _workplace.ExpectAsync(0, "resume");

        Assert.Equal(["after"], _workplace.Trace);
    }

    [Fact]
    public async Task An_engine_that_outlives_its_terminal_rests_at_a_question_until_it_is_answered_elsewhere()
    {
        _workplace.Write("steps:\n  - id: ok\n    approve: {title: Does it work?}\n  - id: after\n    shell: echo after >> trace\n");
        await using var terminal = await OpenAsync("execute small.yaml", "trap '' HUP");
        await terminal.Program.PrintedAsync("Approve?");
        var engine = Engine;

        await terminal.CloseAsync();
        using var process = Process.GetProcessById(engine);
        var before = process.TotalProcessorTime;
        await Task.Delay(TimeSpan.FromSeconds(2));
        process.Refresh();
        var used = process.TotalProcessorTime - before;
        await _workplace.ExpectAsync(0, "approve");
        await Workplace.UntilAsync(() => !Commands.IsRunning(engine), "the engine has ended");

        Assert.InRange(used, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(["after"], _workplace.Trace);
    }

    [Fact]
    public async Task An_engine_whose_parent_dies_and_whose_reader_goes_away_works_on()
    {
        _workplace.Write($"steps:\n  - id: one\n    shell: {Patient}\n  - id: two\n    shell: echo two >> trace\n");
        await using var parent = RunningProgram.Start(
            "bash", ["-c", $"{Programs.Runbook} execute small.yaml 2>&1 | head -n 1 & wait"], _workplace.Folder.Path, _workplace.Environment);
        await _workplace.FileAsync("begun");
        var engine = Engine;

        await parent.KillAsync();
        _workplace.Touch("go");
        await Workplace.UntilAsync(() => !Commands.IsRunning(engine), "the engine has ended");

        Assert.Equal(["begin", "end", "two"], _workplace.Trace);
        Assert.Contains("\"runFinished\"", _workplace.Journal);
    }

    private int Engine => int.Parse(_workplace.Journal.Split("\"engineStarted\"")[^1].Split("\"processId\":")[1].Split(',')[0], CultureInfo.InvariantCulture);

    private async Task<Terminal> OpenAsync(string words, string first = ":")
    {
        var program = RunningProgram.Start(
            "bash", ["-c", $"{first}; mkfifo keys && touch ready && exec script -qec '{Programs.Runbook} {words}' /dev/null < keys"], _workplace.Folder.Path, _workplace.Environment);
        await _workplace.FileAsync("ready");
        // Both sides of a named pipe open it together.
        return new(program, await Task.Run(() => new FileStream(_workplace.Folder["keys"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1)));
    }

    /// <summary>A terminal in which the program runs, and the keyboard in front of it.</summary>
    private sealed class Terminal(RunningProgram program, FileStream keys) : IAsyncDisposable
    {
        public RunningProgram Program => program;

        public async Task AnswerAsync(string question, string answer)
        {
            await program.PrintedAsync(question);
            await keys.WriteAsync(Encoding.UTF8.GetBytes(answer));
            await keys.FlushAsync();
        }

        /// <summary>Takes the terminal away, as a window that is closed or a connection that breaks.</summary>
        public Task CloseAsync() => program.KillAsync();

        public async ValueTask DisposeAsync()
        {
            await program.DisposeAsync();
            await keys.DisposeAsync();
        }
    }
}
