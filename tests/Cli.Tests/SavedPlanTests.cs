using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>`plan -o FILE`, and `execute FILE`, which does exactly that and once, or is refused with what has changed.</summary>
public sealed class SavedPlanTests : IDisposable
{
    private const string Body = """
        parameters:
          word: {type: string, default: hi}
          other: {type: string, default: there}
          key: {type: string, secret: true}
        requires:
          - {tool: mytool}
        lock: small
        steps:
          - id: first
            run: sh -c 'echo "first $1" >> trace' first {{ run.startedBy }}
            repeatable: true
            outputs: {found: "{{ stdout }}x"}
          - id: act
            run: sh -c 'echo "$0 $1 $#" >> trace; [ ! -e broken ]' {{ params.word }} {{ params.other }} {{ params.key }}
            probe: {command: test -e there}
          - {id: never, when: "{{ params.word == 'never' }}", run: "false", repeatable: true}
          - id: later
            forEach: "{{ [steps.first.outputs.found] }}"
            as: one
            steps:
              - {id: gone, run: "rm -f {{ one }}", repeatable: true}
          - {id: sub, call: sub.yaml}
        """;

    private readonly Workplace _workplace = new();

    public SavedPlanTests()
    {
        _workplace.Write(Body, metadata: "rollback: back.yaml");
        _workplace.Write("steps:\n  - {id: called, run: \"true\", repeatable: true}\n", "sub");
        _workplace.Write("steps:\n  - {id: back, run: \"true\", repeatable: true}\n", "back");
        _workplace.Folder.Write("values.yaml", "word: ho\nkey: hunter2-key\n");
        Tool("1.4.2");
        _workplace.Environment["PATH"] = $"{_workplace.Folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_plan_is_shown_first_as_a_summary_and_again_from_its_file_and_is_carried_out_once()
    {
        var made = await PlanAsync();
        var shown = await _workplace.ExpectAsync(0, "plan", "monday.plan");
        var expanded = await _workplace.ExpectAsync(0, "plan", "monday.plan", "--expand");
        var json = await _workplace.AskAsync("plan", "monday.plan");

        Assert.Equal(made.Output, shown.Output);
        foreach (var line in (string[])[
            "  7 steps, 4 commands, 0 checks, 0 gates, 0 checkpoints, 1 left out, 1 destructive", "  1 probe asked: 0 hold already, 1 do not, 0 cannot tell", "  tools: mytool 1.4.2",
            "  later[*]/gone: rm", "  never: never", "  steps.first.outputs.found, for which 1 step waits", "carry it out: runbook execute monday.plan", "every step with its command: add --expand"])
            Assert.Contains(line, made.Lines);
        Assert.DoesNotContain("$ sh", made.Output);
        Assert.Contains("    $ sh -c 'echo \"$0 $1 $#\" >> trace; [ ! -e broken ]' ho there '***'", expanded.Lines);
        Assert.Contains("      $ rm -f '<known during the run: one>'", expanded.Lines);
        Assert.Contains(expanded.Lines, line => line.EndsWith("probe: command: test -e there  does not hold", StringComparison.Ordinal));
        Assert.Equal("***", (string)json["steps"]![1]!["command"]!.AsArray()[^1]!);
        Assert.Equal(4, (int)json["summary"]!["commands"]!);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_workplace.Folder["monday.plan"]));
        Assert.Empty(Directory.GetFiles(_workplace.Folder.Path, "*.tmp"));
        Assert.DoesNotContain("hunter2-key", File.ReadAllText(_workplace.Folder["monday.plan"]) + made.Shown + expanded.Shown);

        await _workplace.ExpectAsync(0, "execute", "monday.plan");
        var again = await _workplace.ExpectAsync(5, "execute", "monday.plan");
        var status = await _workplace.ExpectAsync(0, "status");

        Assert.Equal([$"first {Wiring.Actor}", "ho there 2"], _workplace.Trace);
        Assert.Contains($"\"savedPlan\":\"{(string)json["savedPlan"]!}\"", _workplace.Journal.Split('\n')[0]);
        Assert.Contains($"the plan `monday.plan` was carried out already: run {_workplace.Run} (done)", again.Error);
        Assert.Contains($"carries out the saved plan {((string)json["savedPlan"]!)[..16]}", status.Output);
        await _workplace.ExpectAsync(0, "audit", _workplace.Run);
    }

    /// <summary>One plan for all of them: what is put back as it was is no reason any more.</summary>
    [Fact]
    public async Task Whatever_is_not_as_it_was_is_named_and_nothing_is_begun()
    {
        await PlanAsync();

        await StaleAsync(Edited("small.yaml", text => text.Replace("[ ! -e broken ]", "[ -e broken ]", StringComparison.Ordinal)), "`small.yaml` was changed since it was made", "~ act: run");
        await StaleAsync(Edited("small.yaml", text => text + "# more\n"), "`small.yaml` was changed since it was made", "no change in meaning");
        await StaleAsync(Edited("small.yaml", text => text + "nonsense: 1\n"), "the runbook has mistakes now", "nonsense");
        await StaleAsync(Moved("small.yaml"), "the runbook `small.yaml` is gone");
        await StaleAsync(Edited("sub.yaml", text => text.Replace("true", "false", StringComparison.Ordinal)), "`sub.yaml` was changed since it was made", "called: run");
        await StaleAsync(Edited("back.yaml", text => text.Replace("true", "false", StringComparison.Ordinal)), "`back.yaml` was changed since it was made", "back: run");
        await StaleAsync(Edited("values.yaml", text => text.Replace("ho", "hey", StringComparison.Ordinal)), "the parameter `word` has another value now", "then: ho", "now:  hey");
        await StaleAsync(Edited("values.yaml", text => text.Replace("2-key", "3-key", StringComparison.Ordinal)), "the secret parameter `key` has another value");
        await StaleAsync(Edited("values.yaml", text => text + "nonsense: 1\n"), "the parameters of `small` are not right", "values.yaml:3:1");
        await StaleAsync(Moved("values.yaml"), "secrets do not stand in a plan; give them again");
        await StaleAsync(Variable("RUNBOOK_PARAM_other", "elsewhere"), "the parameter `other` has another value now", "then: there");
        await StaleAsync(Variable("RUNBOOK_STATE", _workplace.Folder["elsewhere"]), "do not tell whether it was carried out", $"--state {_workplace.State}");
        await StaleAsync(Variable("SUDO_USER", "bob"), "the step `first` does something else", "now:  sh -c echo \"first $1\" >> trace first bob@");
        await StaleAsync(Version("1.5.0"), "the tool `mytool` has another version", "then: 1.4.2", "now:  1.5.0");
        await StaleAsync(Moved("bin/mytool"), "the tool `mytool` has another version", "now:  none");
        await StaleAsync(New("there"), "the probe of `act` gives another answer", "then: does not hold", "now:  holds");
        await StaleAsync(Edited("monday.plan", text => text.Replace("trace", "TRACE", StringComparison.Ordinal)), "was changed or damaged after it was made");
        await StaleAsync(Edited("monday.plan", text => text[..^100]), "was changed or damaged after it was made");
        await StaleAsync(Edited("monday.plan", text => text.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)), "was made by a newer version of runbook: it has format 2");
        Directory.CreateDirectory(_workplace.Folder["below"]);
        var elsewhere = await Workplace.ExpectAsync(RunningProgram.Start(Programs.Runbook, ["execute", "../monday.plan"], _workplace.Folder["below"], _workplace.Environment), 5, "execute");
        Assert.Contains($"cd {_workplace.Folder.Path}", elsewhere.Error);
        var given = await _workplace.ExpectAsync(2, "execute", "monday.plan", "--param", "word=ho");
        Assert.Contains("is a saved plan, in which the parameters stand", given.Error);

        Assert.Empty(_workplace.Trace);
        Assert.False(Directory.Exists(Path.Combine(_workplace.State, "runs")));
        await _workplace.ExpectAsync(0, "execute", "monday.plan");
        Assert.Equal(2, _workplace.Trace.Length);
    }

    [Fact]
    public async Task A_value_that_was_given_by_hand_and_a_file_that_is_gone_are_in_the_plan()
    {
        _workplace.Folder.Write("more.yaml", "other: all\n");
        await _workplace.ExpectAsync(0, "plan", "small.yaml", "--params", "values.yaml", "--params", "more.yaml", "--param", "word=typed", "-o", "monday.plan");
        File.Delete(_workplace.Folder["more.yaml"]);
        _workplace.Environment["RUNBOOK_PARAM_word"] = "from-the-environment";

        await _workplace.ExpectAsync(0, "execute", "monday.plan");

        Assert.Equal("typed all 2", _workplace.Trace[1]);
    }

    [Fact]
    public async Task A_failure_half_way_uses_the_plan_up_and_its_run_goes_on_with_it()
    {
        await PlanAsync();
        _workplace.Touch("broken");

        var failed = await _workplace.ExpectAsync(1, "execute", "monday.plan");
        var again = await _workplace.ExpectAsync(5, "execute", "monday.plan");
        var other = await _workplace.ExpectAsync(5, "resume", "--runbook", "small.yaml", "--yes", "--params", "values.yaml");
        File.Delete(_workplace.Folder["broken"]);
        await _workplace.ExpectAsync(0, "resume");

        Assert.Contains("failed: `act`", failed.Error);
        Assert.Contains($"run {_workplace.Run} (failed)", again.Error);
        Assert.Contains($"go on with that run: runbook resume {_workplace.Run}", again.Error);
        Assert.Contains("carries out a saved plan, and another text is not in it", other.Error);
        Assert.Equal([$"first {Wiring.Actor}", "ho there 2", "ho there 2"], _workplace.Trace);
    }

    [Fact]
    public async Task A_lock_that_is_held_refuses_the_plan_and_leaves_it_as_good_as_it_was()
    {
        await PlanAsync();
        _workplace.Write("lock: small\nsteps:\n  - {id: holds, shell: \"touch begun; while [ ! -e go ] && [ -d home ]; do sleep 0.02; done\", repeatable: true}\n", "holder");
        await using var holder = _workplace.Start("execute", "holder.yaml");
        await _workplace.FileAsync("begun");

        var held = await _workplace.ExpectAsync(5, "execute", "monday.plan");
        _workplace.Touch("go");
        await holder.EndAsync();
        await _workplace.ExpectAsync(0, "execute", "monday.plan");

        Assert.Contains("`small` is locked by run ", held.Error);
        Assert.Equal(2, _workplace.Trace.Length);
    }

    [Fact]
    public async Task Of_several_that_carry_out_a_plan_at_once_one_does()
    {
        _workplace.Write("steps:\n  - {id: one, shell: \"echo one >> trace; sleep 0.2\", repeatable: true}\n", "free");
        await _workplace.ExpectAsync(0, "plan", "free.yaml", "-o", "free.plan");

        var programs = Enumerable.Range(0, 5).Select(_ => _workplace.Start("execute", "free.plan")).ToList();
        var ended = await Task.WhenAll(programs.Select(program => program.EndAsync()));

        Assert.Equal([0, 5, 5, 5, 5], ended.Select(result => result.ExitCode).Order());
        Assert.Single(_workplace.Trace);
        foreach (var program in programs) await program.DisposeAsync();
    }

    [Fact]
    public async Task A_plan_is_saved_only_where_it_harms_nothing()
    {
        _workplace.Folder.Write("notes", "mine");
        Directory.CreateDirectory(_workplace.Folder["folder"]);

        foreach (var (said, words) in ((string, string[])[])[
            ("write --output json", ["-o", "json"]), ("is there already, and is no saved plan", ["-o", "notes"]), ("is a folder", ["-o", "folder"]),
            ("there is no folder", ["--out", "nowhere/it"]), ("a saved plan holds what the probes say", ["-o", "it", "--no-probe"])])
            Assert.Contains(said, (await _workplace.ExpectAsync(2, ["plan", "small.yaml", "--params", "values.yaml", .. words])).Error);
        await PlanAsync();
        await PlanAsync();
        Assert.Contains("is a saved plan, which is only shown again", (await _workplace.ExpectAsync(2, "plan", "monday.plan", "--param", "word=a")).Error);
        Assert.Equal("mine", File.ReadAllText(_workplace.Folder["notes"]));
        Assert.False(Directory.Exists(_workplace.State));
    }

    private Task<ProgramResult> PlanAsync() => _workplace.ExpectAsync(0, "plan", "small.yaml", "--params", "values.yaml", "-o", "monday.plan");

    private async Task StaleAsync(IDisposable change, params string[] said)
    {
        using (change)
        {
            var result = await _workplace.ExpectAsync(5, "execute", "monday.plan");
            foreach (var text in said) Assert.Contains(text, result.Error);
            Assert.Contains("help: ", result.Error);
            Assert.DoesNotContain("hunter", result.Shown);
        }
    }

    private Undone Edited(string file, Func<string, string> edit)
    {
        var before = File.ReadAllText(_workplace.Folder[file]);
        Assert.NotEqual(before, edit(before));
        _workplace.Folder.Write(file, edit(before));
        return new(() => _workplace.Folder.Write(file, before));
    }

    private Undone Moved(string file)
    {
        File.Move(_workplace.Folder[file], _workplace.Folder["moved"]);
        return new(() => File.Move(_workplace.Folder["moved"], _workplace.Folder[file]));
    }

    private Undone New(string file)
    {
        _workplace.Touch(file);
        return new(() => File.Delete(_workplace.Folder[file]));
    }

    private Undone Variable(string name, string value)
    {
        var before = _workplace.Environment.GetValueOrDefault(name);
        _workplace.Environment[name] = value;
        return new(() => _workplace.Environment[name] = before);
    }

    private Undone Version(string version)
    {
        Tool(version);
        return new(() => Tool("1.4.2"));
    }

    private void Tool(string version)
    {
        var tool = _workplace.Folder.Write("bin/mytool", $"#!/bin/sh\necho mytool {version}\n");
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private sealed class Undone(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
