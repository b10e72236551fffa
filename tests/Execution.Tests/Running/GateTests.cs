using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Execution.Tests.Support;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Running;

public sealed class GateTests
{
    private const string Gate = "  - {id: ok, approve: {title: Go on?}}\n  - {id: act, run: do it, repeatable: true}";

    [Fact]
    public async Task Without_anybody_there_the_run_waits()
    {
        var stage = new Stage(Gate);

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.WaitingForPerson, StepStatus.WaitingForPerson), (end.Outcome, end.State.Find(new("ok"))!.Status));
        Assert.Empty(stage.World.Runs);
    }

    [Fact]
    public async Task An_approval_at_the_terminal_lets_the_run_go_on()
    {
        var stage = new Stage(Gate) { Reply = _ => new(true, "bob@host", "fine") };

        var end = await stage.StartAsync();

        Assert.Equal(RunOutcome.Succeeded, end.Outcome);
        Assert.Equal(("bob@host", "fine"), (end.State.FindGate(new("ok"))!.Votes[0].Actor, end.State.FindGate(new("ok"))!.Votes[0].Comment));
    }

    [Fact]
    public async Task A_posted_approval_counts_when_the_run_is_resumed_and_is_removed()
    {
        var stage = new Stage(Gate);

        var waiting = await stage.StartAsync();
        await PostAsync(stage, waiting.State, "ok", true, "bob@host");
        var end = await stage.ResumeAsync();

        Assert.Equal(RunOutcome.Succeeded, end.Outcome);
        Assert.Empty(await stage.Run.PostedAsync(default));
    }

    [Fact]
    public async Task A_posted_approval_counts_while_somebody_is_asked_at_the_terminal()
    {
        var stage = new Stage(Gate);
        var people = new Waiting();

        var runner = await Runner.OpenAsync(
            stage.Plan, stage.Run, new(stage.World, new([stage.World]), people, stage, stage.Time), new("ann@host", "host", 1, "1"), new([]), default);
        stage.Seen = (entry, state) =>
        {
            if (entry.Event is GateOpened) PostAsync(stage, state, "ok", true, "bob@host").Wait();
        };
        var end = await runner.StartAsync(new(new([])), default, default);

        Assert.Equal((RunOutcome.Succeeded, true), (end.Outcome, people.WasCancelled || !people.WasAsked));
    }

    [Fact]
    public async Task A_rejection_stops_the_run_and_a_resume_asks_again()
    {
        var stage = new Stage(Gate) { Reply = _ => new(false, "bob@host", "too early") };

        var rejected = await stage.StartAsync();
        stage.Reply = _ => new(true, "bob@host", null);
        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Rejected, "`ok` failed: bob@host rejected `Go on?`: too early", false),
            (rejected.Outcome, rejected.Message, rejected.WantsRollback));
        Assert.Equal(RunOutcome.Succeeded, end.Outcome);
    }

    [Fact]
    public async Task A_rejection_may_ask_for_the_rollback()
    {
        var stage = new Stage("  - {id: ok, approve: {title: Go on?, onReject: rollback}}") { Reply = _ => new(false, "bob@host", null) };

        Assert.True((await stage.StartAsync()).WantsRollback);
    }

    [Fact]
    public async Task The_starter_cannot_approve_where_somebody_else_must()
    {
        var stage = new Stage("  - {id: ok, approve: {title: Go on?, notBy: starter}}") { Reply = _ => new(true, "ann@host", null) };

        var waiting = await stage.StartAsync();
        await PostAsync(stage, waiting.State, "ok", true, "bob@elsewhere");
        var end = await stage.ResumeAsync();

        Assert.Equal(RunOutcome.WaitingForPerson, waiting.Outcome);
        Assert.Equal(["ok: `ann` started the run, and this gate wants somebody else's approval"], stage.Notes);
        Assert.Equal(RunOutcome.Succeeded, end.Outcome);
    }

    [Fact]
    public async Task Two_approvals_must_come_from_different_people()
    {
        var stage = new Stage("  - {id: ok, approve: {title: Go on?, minApprovals: 2}}");

        var waiting = await stage.StartAsync();
        await PostAsync(stage, waiting.State, "ok", true, "bob@host");
        await PostAsync(stage, waiting.State, "ok", true, "bob@laptop");
        var still = await stage.ResumeAsync();
        await PostAsync(stage, still.State, "ok", true, "eve@host");
        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.WaitingForPerson, RunOutcome.Succeeded), (still.Outcome, end.Outcome));
    }

    [Fact]
    public async Task Only_those_named_and_members_of_teams_named_can_approve()
    {
        var stage = new Stage("  - {id: ok, approve: {title: Go on?, approvers: \"{{ ['carl', 'mesh'] }}\"}}");
        var teams = new MapValue([KeyValuePair.Create("mesh", Value.Of(["dora"]))]);
        var runner = await stage.OpenAsync();
        var state = (await runner.StartAsync(new(new([]), Teams: teams), default, default)).State;
        var gate = state.FindGate(new("ok"))!.Opened!;

        var objections = new[] { "bob@host", "carl@host", "dora@host" }.Select(actor => GateRules.Objection(state, gate, actor, true));

        Assert.Equal(["`bob` is not among the approvers of this gate: carl, mesh", null, null], objections);
    }

    [Fact]
    public async Task An_answer_to_other_evidence_has_lapsed()
    {
        var stage = new Stage(Gate);

        var waiting = await stage.StartAsync();
        var opened = waiting.State.FindGate(new("ok"))!.Opened!;
        await stage.Run.PostAsync(new("1", new("ok"), true, "bob@host", null, opened.Evidence[1..] + "0", stage.Time.GetUtcNow()), default);
        var end = await stage.ResumeAsync();

        Assert.Equal(RunOutcome.WaitingForPerson, end.Outcome);
        Assert.Equal(["ok: the answer of bob@host was given to something else, and does not count"], stage.Notes);
    }

    [Fact]
    public async Task The_evidence_of_a_gate_depends_on_what_was_found_out_before_it()
    {
        var stage = new Stage("  - {id: look, verify: {command: is fine}}\n" + Gate);
        var other = new Stage("  - {id: look, verify: {command: is fine}}\n" + Gate);
        stage.World.Answers["is fine"] = () => Answer.Holds("fine", Value.Of(1));
        other.World.Answers["is fine"] = () => Answer.Holds("fine", Value.Of(2));

        var one = (await stage.StartAsync()).State.FindGate(new("ok"))!.Opened!.Evidence;
        var two = (await other.StartAsync()).State.FindGate(new("ok"))!.Opened!.Evidence;

        Assert.NotEqual(one, two);
    }

    [Fact]
    public async Task A_gate_that_nobody_answers_in_time_fails_its_step()
    {
        var stage = new Stage("  - {id: ok, approve: {title: Go on?, timeout: 30s}}");

        var waiting = await stage.StartAsync();
        stage.Time.Advance(TimeSpan.FromMinutes(1));
        var end = await stage.ResumeAsync();

        Assert.Equal(RunOutcome.WaitingForPerson, waiting.Outcome);
        Assert.Contains("TimedOut ok", await stage.EventsAsync());
        Assert.Equal("`ok` failed: nobody answered `Go on?` in time", end.Message);
    }

    private static Task PostAsync(Stage stage, RunState state, string gate, bool approved, string actor) => stage.Run.PostAsync(
        new(actor, new(gate), approved, actor, null, state.FindGate(new(gate))!.Opened!.Evidence, stage.Time.GetUtcNow()), default);

    private sealed class Waiting : IPeople
    {
        public bool WasAsked { get; private set; }

        public bool WasCancelled { get; private set; }

        public async Task<GateReply?> AskAsync(GateOpened gate, CancellationToken cancellation)
        {
            WasAsked = true;
            try { await Task.Delay(Timeout.Infinite, cancellation); }
            catch (OperationCanceledException) { WasCancelled = true; }
            return null;
        }
    }
}
