using System.Globalization;

namespace MeshRunbook.Cli.Tests;

/// <summary>Commands that misbehave.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Output_of_twice_the_memory_that_is_granted_fills_no_memory()
    {
        const int granted = 200 * 1024 * 1024;
        _workplace.Write($$"""
            steps:
              - id: flood
                run: {{Dummy.Program}} bytes:{{2 * granted}}
              - id: measure
                shell: grep VmHWM /proc/$PPID/status
            """);

        await _workplace.ExpectAsync(0, "execute", "small.yaml");
        var logs = await _workplace.ExpectAsync(0, "logs", _workplace.Run, "measure");

        var kilobytes = int.Parse(logs.Output.Split(' ', '\t').Last(word => word.Length > 0 && char.IsDigit(word[0])), CultureInfo.InvariantCulture);
        Assert.InRange(kilobytes, 1, granted / 1024);
    }

    [Fact]
    public async Task A_command_that_reads_standard_input_finds_its_end()
    {
        _workplace.Write("steps:\n  - id: read\n    shell: cat; echo \"read nothing\"\n");

        await _workplace.ExpectAsync(0, "execute", "small.yaml");
        var logs = await _workplace.ExpectAsync(0, "logs", _workplace.Run, "read");

        Assert.Equal("read nothing\n", logs.Output);
    }

    [Fact]
    public async Task A_command_that_leaves_children_behind_is_done_when_it_ends()
    {
        _workplace.Write("steps:\n  - id: leave\n    shell: sleep 300 & echo $! > child\n");

        await _workplace.ExpectAsync(0, "execute", "small.yaml");

        await Commands.EndAsync(int.Parse(File.ReadAllText(_workplace.Folder["child"]), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_command_that_dies_by_a_signal_fails_and_the_signal_is_named()
    {
        _workplace.Write("steps:\n  - id: die\n    shell: kill -SEGV $$\n");

        var result = await _workplace.ExpectAsync(1, "execute", "small.yaml");

        Assert.Matches("failed: `die`.*(signal 11|SIGSEGV)", result.Error);
    }

    [Fact]
    public async Task A_command_that_hangs_is_ended_with_all_that_it_started_when_its_time_is_over()
    {
        _workplace.Write("""
            steps:
              - id: hang
                shell: sleep 300 & echo $! > child; wait
                timeout: 2s
            """);

        var result = await _workplace.ExpectAsync(1, "execute", "small.yaml");

        Assert.Contains("2s", result.Error.Split('\n')[0]);
        var child = int.Parse(File.ReadAllText(_workplace.Folder["child"]), CultureInfo.InvariantCulture);
        await Workplace.UntilAsync(() => !Commands.IsRunning(child), "the child is gone");
    }

    [Fact]
    public async Task A_program_that_is_not_there_and_one_that_cannot_be_started_fail_with_what_to_do()
    {
        _workplace.Folder.Write("data.txt", "no program");
        _workplace.Write("""
            steps:
              - id: both
                forEach: "{{ ['no-such-program-here', './data.txt'] }}"
                as: program
                maxFailures: 1
                steps:
                  - id: start
                    run: "{{ program }} --now"
            """);

        var result = await _workplace.ExpectAsync(1, "execute", "small.yaml");

        Assert.Contains("no-such-program-here", result.Error);
        Assert.Contains("./data.txt", result.Error);
    }

    [Fact]
    public async Task A_step_is_tried_as_often_as_it_says()
    {
        _workplace.Write("""
            steps:
              - id: shaky
                shell: echo try >> trace; test "$(wc -l < trace)" -ge 3
                retry: {attempts: 3}
            """);

        var result = await _workplace.ExpectAsync(0, "execute", "small.yaml");

        Assert.Contains("(attempt 3)", result.Output);
        Assert.Equal(3, _workplace.Trace.Length);
    }
}
