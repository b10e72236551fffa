namespace MeshRunbook.Cli.Tests;

public sealed class GateTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Without_a_terminal_a_gate_ends_with_4_and_the_commands_to_type_and_an_approval_lets_the_run_go_on()
    {
        WriteGate("title: Does it work?, description: Look at the error rate.");

        var waiting = await _workplace.ExpectAsync(4, "execute", "small.yaml");
        var still = await _workplace.ExpectAsync(4, "resume");
        var approved = await _workplace.ExpectAsync(0, "approve", "--comment", "error rate is flat");
        var resumed = await _workplace.ExpectAsync(0, "resume");

        var run = _workplace.Run;
        Assert.Contains("? Does it work?\n  Look at the error rate.\n  gate ok, evidence ", waiting.Error);
        Assert.Contains($"runbook approve {run}, or runbook reject {run}\n", waiting.Error);
        Assert.Contains($"runbook resume {run}\n", waiting.Error);
        Assert.Contains("Does it work?", still.Error);
        Assert.Contains($"runbook resume {run}\n", approved.Output);
        Assert.Contains("error rate is flat", resumed.Output);
        Assert.Equal(["before", "after"], _workplace.Trace);
    }

    [Fact]
    public async Task A_rejection_stops_the_run_with_1_and_says_who_and_why()
    {
        WriteGate("title: Does it work?");
        await _workplace.ExpectAsync(4, "execute", "small.yaml");

        await _workplace.AsAsync("maria", 0, "reject", _workplace.Run, "ok", "-m", "503s in payments");
        var resumed = await _workplace.ExpectAsync(1, "resume");

        Assert.Contains($"maria@{Environment.MachineName} rejected `Does it work?`: 503s in payments", resumed.Error);
        Assert.DoesNotContain("--skip", resumed.Error);
        Assert.Equal(["before"], _workplace.Trace);
    }

    [Fact]
    public async Task A_rejected_gate_is_opened_again_but_never_left_out()
    {
        WriteGate("title: Does it work?");
        await _workplace.ExpectAsync(4, "execute", "small.yaml");
        await _workplace.ExpectAsync(0, "reject");
        await _workplace.ExpectAsync(1, "resume");

        var skipped = await _workplace.ExpectAsync(5, "resume", "--skip", "ok", "--reason", "I know better");
        var marked = await _workplace.ExpectAsync(5, "resume", "--mark-done", "ok", "--reason", "I know better");
        await _workplace.ExpectAsync(4, "resume");
        await _workplace.ExpectAsync(0, "approve");
        await _workplace.ExpectAsync(0, "resume");

        Assert.StartsWith("error: `ok` is a gate", skipped.Error);
        Assert.StartsWith("error: `ok` is a gate", marked.Error);
        Assert.Equal(["before", "after"], _workplace.Trace);
    }

    [Fact]
    public async Task A_run_that_waits_goes_on_at_once_when_somebody_else_approves()
    {
        WriteGate("title: Does it work?");
        await using var running = _workplace.Start("execute", "small.yaml", "--wait");
        await running.PrintedAsync("waits for people");

        await _workplace.AsAsync("maria", 0, "approve");
        var result = await Workplace.ExpectAsync(running, 0, "execute --wait");

        Assert.Contains($"ok: approved by maria@{Environment.MachineName}\n", result.Output);
        Assert.Equal(["before", "after"], _workplace.Trace);
    }

    [Fact]
    public async Task An_answer_to_other_evidence_or_to_another_gate_is_refused()
    {
        WriteGate("title: Does it work?");
        await _workplace.ExpectAsync(4, "execute", "small.yaml");
        var evidence = (string)(await _workplace.AskAsync("status"))["gates"]![0]!["evidence"]!;

        var other = await _workplace.ExpectAsync(5, "approve", "--evidence", "0123456789ab");
        var nothing = await _workplace.ExpectAsync(2, "approve", "--evidence", "");
        var elsewhere = await _workplace.ExpectAsync(2, "approve", _workplace.Run, "before");
        await _workplace.ExpectAsync(0, "approve", "--evidence", evidence[..12]);

        Assert.Contains("`ok` no longer shows the evidence 0123456789ab", other.Error);
        Assert.Contains("evidence", nothing.Error);
        Assert.Contains("no gate `before` is open", elsewhere.Error);
    }

    [Fact]
    public async Task The_starter_cannot_approve_where_the_gate_wants_somebody_else()
    {
        WriteGate("title: Does it work?, notBy: starter");
        await _workplace.ExpectAsync(4, "execute", "small.yaml");

        var own = await _workplace.ExpectAsync(5, "approve");
        await _workplace.AsAsync("maria", 0, "approve");
        await _workplace.ExpectAsync(0, "resume");

        Assert.Contains("started the run, and this gate wants somebody else's approval", own.Error);
        Assert.Equal("help: let somebody else answer", own.Error.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task Only_approvers_count_and_as_many_as_the_gate_wants()
    {
        WriteGate("title: Does it work?, approvers: [maria, otto], minApprovals: 2");
        await _workplace.ExpectAsync(4, "execute", "small.yaml");

        var stranger = await _workplace.AsAsync("mallory", 5, "approve");
        await _workplace.AsAsync("maria", 0, "approve");
        await _workplace.AsAsync("maria", 0, "approve");
        await _workplace.ExpectAsync(4, "resume");
        await _workplace.AsAsync("otto", 0, "approve");
        await _workplace.ExpectAsync(0, "resume");

        Assert.Contains("`mallory` is not among the approvers of this gate: maria, otto", stranger.Error);
    }

    [Fact]
    public async Task A_run_without_an_open_gate_waits_for_nobody()
    {
        _workplace.Write("steps:\n  - id: one\n    run: echo one\n");
        await _workplace.ExpectAsync(0, "execute", "small.yaml");

        var result = await _workplace.ExpectAsync(2, "approve");

        Assert.Contains($"run {_workplace.Run} waits for nobody", result.Error);
    }

    [Fact]
    public async Task The_first_items_of_a_loop_are_looked_at_before_the_others()
    {
        _workplace.Write("""
            steps:
              - id: move
                forEach: "{{ ['a', 'b', 'c'] }}"
                as: one
                first: "{{ ['b'] }}"
                steps:
                  - id: label
                    shell: echo "$ONE" >> trace
                    env: {ONE: "{{ one }}"}
            """);
        await _workplace.ExpectAsync(4, "execute", "small.yaml");
        var canary = _workplace.Trace;

        await _workplace.ExpectAsync(0, "approve", _workplace.Run, "move/first");
        await _workplace.ExpectAsync(0, "resume");

        Assert.Equal(["b"], canary);
        Assert.Equal(["a", "b", "c"], _workplace.Trace.Order());
    }

    [Fact]
    public async Task An_approval_lapses_where_the_world_changes_before_the_gate_is_passed()
    {
        _workplace.Touch("healthy");
        WriteLookingGate();
        await _workplace.ExpectAsync(4, "execute", "small.yaml");
        await _workplace.AsAsync("maria", 0, "approve");
        File.Delete(_workplace.Folder["healthy"]);

        var lapsed = await _workplace.ExpectAsync(4, "resume");
        var status = await _workplace.ExpectAsync(0, "status");
        var json = (await _workplace.AskAsync("status"))["gates"]![0]!;
        await _workplace.ExpectAsync(0, "approve");
        await _workplace.ExpectAsync(0, "resume");
        var report = await _workplace.ExpectAsync(0, "report", "--output", "markdown");

        foreach (var shown in (string[])[lapsed.Output, lapsed.Error, status.Output])
        {
            Assert.Contains("answers until now no longer count, for what they rested on has changed:\n", shown);
            Assert.Contains("    - holds: `test` ended with exit status 0\n", shown);
            Assert.Contains("    + does not hold: `test` ended with exit status 1, not 0\n", shown);
        }

        Assert.Contains($"  approved by maria@{Environment.MachineName}, ", status.Output);
        Assert.Equal(("look", false), ((string)json["changes"]![0]!["what"]!, (bool)json["answers"]![0]!["counts"]!));
        Assert.Contains("answers lapsed", report.Output);
        Assert.Equal(["after"], _workplace.Trace);
    }

    [Fact]
    public async Task A_run_that_waits_asks_again_before_it_goes_on_and_whoever_knows_of_the_change_may_approve()
    {
        _workplace.Touch("healthy");
        WriteLookingGate();
        await using var running = _workplace.Start("execute", "small.yaml", "--wait");
        await running.PrintedAsync("waits for people");
        File.Delete(_workplace.Folder["healthy"]);

        await _workplace.AsAsync("maria", 0, "approve");
        await running.PrintedAsync("+ does not hold");
        Assert.Empty(_workplace.Trace);
        await _workplace.AsAsync("otto", 0, "approve");
        await Workplace.ExpectAsync(running, 0, "execute --wait");

        Assert.Equal(["after"], _workplace.Trace);
    }

    [Fact]
    public async Task Where_it_cannot_be_told_whether_anything_has_changed_the_gate_is_not_passed()
    {
        _workplace.Touch("healthy");
        _workplace.Folder.Write("look", "#!/bin/sh\ntest -e healthy\n");
        File.SetUnixFileMode(_workplace.Folder["look"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        WriteLookingGate("./look");
        await _workplace.ExpectAsync(4, "execute", "small.yaml");
        await _workplace.ExpectAsync(0, "approve");
        File.Delete(_workplace.Folder["look"]);

        var waiting = await _workplace.ExpectAsync(4, "resume");

        Assert.Contains("    + cannot be told: ", waiting.Error);
        Assert.Contains("  cannot be told now: look: ", waiting.Error);
        Assert.Empty(_workplace.Trace);
    }

    private void WriteLookingGate(string command = "test -e healthy") => _workplace.Write($$"""
        steps:
          - id: look
            verify: {command: {{command}}}
          - id: ok
            approve: {title: Does it work?}
          - id: after
            shell: echo after >> trace
        """);

    private void WriteGate(string gate) => _workplace.Write($$"""
        steps:
          - id: before
            shell: echo before >> trace
          - id: ok
            approve: { {{gate}} }
          - id: after
            shell: echo after >> trace
        """);
}
