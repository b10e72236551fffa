using System.Collections.Immutable;
using MeshRunbook.Execution.Commands;

namespace MeshRunbook.Execution.Tests.Commands;

public sealed class ProcessCommandsTests
{
    private const string NoMark = "no such mark";
    private static readonly ImmutableDictionary<string, string> NoVariables = ImmutableDictionary<string, string>.Empty;
    private readonly ProcessCommands _commands = new(TimeProvider.System, TimeSpan.FromMilliseconds(300));

    [Fact]
    public async Task Output_error_and_exit_status_come_back()
    {
        var result = await RunAsync("say:hello", "warn:careful", "exit:3");

        Assert.Equal((CommandEnd.Exited, 3, "hello\n", "careful\n"), (result.End, result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task A_value_with_blanks_and_quotes_stays_one_argument()
    {
        var result = await RunAsync("say:two words; rm -rf \"$HOME\" 'x'");

        Assert.Equal("two words; rm -rf \"$HOME\" 'x'\n", result.Output);
    }

    [Fact]
    public async Task Variables_stand_beside_those_of_the_engine()
    {
        var variables = NoVariables.Add("GREETING", "guten Tag");

        var result = await _commands.RunAsync(new([Dummy.Program, "env:GREETING", "env:PATH"], variables), default);

        Assert.Equal($"guten Tag\n{Environment.GetEnvironmentVariable("PATH")}\n", result.Output);
    }

    [Fact]
    public async Task Standard_input_is_closed_unless_text_is_given()
    {
        var without = await RunAsync("echo");
        var with = await _commands.RunAsync(new([Dummy.Program, "echo"], NoVariables) { Input = "typed" }, default);

        Assert.Equal(("", "typed"), (without.Output, with.Output));
    }

    [Fact]
    public async Task A_command_that_does_not_read_its_input_does_not_hang_the_engine()
    {
        var request = new CommandRequest([Dummy.Program, "say:done"], NoVariables) { Input = new string('x', 10_000_000) };

        var result = await _commands.RunAsync(request, default);

        Assert.Equal("done\n", result.Output);
    }

    [Fact]
    public async Task A_command_that_dies_by_a_signal_is_told_from_one_that_exits_with_its_number()
    {
        var killed = await RunAsync("kill:KILL");
        var exited = await RunAsync("exit:137");

        Assert.Equal((CommandEnd.Signalled, 137), (killed.End, killed.ExitCode));
        Assert.Equal((CommandEnd.Exited, 137), (exited.End, exited.ExitCode));
    }

    [Fact]
    public async Task A_missing_program_is_reported_with_the_path_that_was_searched()
    {
        var variables = NoVariables.Add("PATH", "/nowhere:/nothing");

        var result = await _commands.RunAsync(new(["no-such-program"], variables), default);

        Assert.Equal(CommandEnd.NotStarted, result.End);
        Assert.Equal("`no-such-program` was not found in PATH (/nowhere:/nothing)", result.Problem);
    }

    [Fact]
    public async Task A_file_that_cannot_be_executed_is_reported_as_such()
    {
        using var folder = new TemporaryFolder();
        var plain = folder.Write("plain", "text");
        var garbage = folder.Write("garbage", "\u0001\u0002\u0003");
        var script = folder.Write("script", "#!/no/such/interpreter\n");
        foreach (var file in new[] { garbage, script }) await _commands.RunAsync(new(["chmod", "+x", file], NoVariables), default);

        var results = new List<string?>();
        foreach (var file in new[] { plain, garbage, script, folder.Path, folder["absent"] })
            results.Add((await _commands.RunAsync(new([file], NoVariables), default)).Problem);

        Assert.Equal(
        [
            $"`{plain}` is not executable; chmod +x makes it so",
            $"`{garbage}` ({garbage}) cannot be started: it is neither a program for this machine nor a script with a first line like #!/bin/sh",
            $"`{script}` ({script}) cannot be started: the interpreter that its first line names does not exist",
            $"`{folder.Path}` is a folder, not a program",
            $"`{folder["absent"]}` does not exist (looked from {Environment.CurrentDirectory})",
        ], results);
    }

    [Fact]
    public async Task Arguments_that_are_too_long_are_reported_with_their_size()
    {
        var result = await RunAsync("say:" + new string('x', 3_000_000));

        Assert.Equal(CommandEnd.NotStarted, result.End);
        Assert.Contains("too long for the system (30000", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gibibyte_of_output_does_not_fill_memory()
    {
        long printed = 0, most = 0;
        var request = new CommandRequest([Dummy.Program, $"bytes:{1L << 30}"], NoVariables)
        {
            Printed = chunk =>
            {
                printed += chunk.Bytes.Length;
                most = Math.Max(most, GC.GetTotalMemory(false));
            },
        };
        var before = GC.GetTotalMemory(true);

        var result = await _commands.RunAsync(request, default);

        Assert.Equal(1L << 30, printed);
        Assert.True(result.OutputTruncated);
        Assert.Equal(request.CaptureLimit, result.Output.Length);
        Assert.InRange(most - before, 0, 100_000_000);
    }

    [Fact]
    public async Task A_command_that_hangs_is_ended_at_its_timeout()
    {
        var result = await _commands.RunAsync(new([Dummy.Program, "hang"], NoVariables, TimeSpan.FromMilliseconds(1)), default);

        Assert.Equal((CommandEnd.TimedOut, 143), (result.End, result.ExitCode));
    }

    [Fact]
    public async Task Children_and_daemons_end_with_their_command()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();

        var result = await _commands.RunAsync(
            new([Dummy.Program, $"child:{folder["child"]}", $"daemon:{folder["daemon"]}", "say:ready", "hang"], NoVariables)
            {
                Printed = _ => stop.Cancel(),
            }, stop.Token);

        Assert.Equal(CommandEnd.Cancelled, result.End);
        Assert.False(IsAlive(folder["child"]));
        Assert.False(IsAlive(folder["daemon"]));
    }

    [Fact]
    public async Task A_command_that_ignores_the_polite_signal_is_killed()
    {
        using var stop = new CancellationTokenSource();

        var result = await _commands.RunAsync(
            new([Dummy.Program, "ignoreTerm", "say:ready", "hang"], NoVariables) { Printed = _ => stop.Cancel() }, stop.Token);

        Assert.Equal((CommandEnd.Cancelled, 137), (result.End, result.ExitCode));
    }

    [Fact]
    public async Task A_child_left_in_the_background_does_not_hang_the_engine_and_lives_on()
    {
        using var folder = new TemporaryFolder();

        var result = await RunAsync($"child:{folder["child"]}", "say:done");

        Assert.Equal((CommandEnd.Exited, 0, "done\n"), (result.End, result.ExitCode, result.Output));
        Assert.True(IsAlive(folder["child"]));
        using var child = System.Diagnostics.Process.GetProcessById(int.Parse(File.ReadAllText(folder["child"])));
        child.Kill();
    }

    [Fact]
    public async Task A_later_engine_sees_whether_the_process_still_runs()
    {
        using var stop = new CancellationTokenSource();
        var identity = new TaskCompletionSource<ProcessIdentity>();

        var running = _commands.RunAsync(new([Dummy.Program, "hang"], NoVariables) { Started = identity.SetResult }, stop.Token);
        var process = await identity.Task;

        Assert.Equal([process.Id], _commands.Remains(NoMark, process));
        Assert.Empty(_commands.Remains(NoMark, process with { StartTicks = process.StartTicks - 1 }));
        stop.Cancel();
        await running;
        Assert.Empty(_commands.Remains(NoMark, process));
    }

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        _commands.RunAsync(new([Dummy.Program, .. arguments], NoVariables), default);

    private static bool IsAlive(string file)
    {
        var stat = $"/proc/{File.ReadAllText(file).Trim()}/stat";
        return File.Exists(stat) && !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
    }
}
