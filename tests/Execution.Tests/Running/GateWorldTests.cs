using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Execution.Tests.Support;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Running;

/// <summary>What happens at a gate when the world changes while it is open.</summary>
public sealed class GateWorldTests
{
    private const string Gate = """
          - {id: before, run: do before, repeatable: true, outputs: {which: "fine"}}
          - {id: look, verify: {command: "is {{ steps.before.outputs.which }}"}}
          - {id: ok, approve: {title: Go on?}}
          - {id: act, run: do it, repeatable: true}
        """;

    [Fact]
    public async Task A_gate_is_passed_where_the_world_is_still_what_was_shown()
    {
        var (stage, answers) = Looking(Gate);
        stage.Reply = _ => new(true, "bob@host", null);

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Succeeded, 3), (end.Outcome, answers.Asked));
        Assert.Equal(1, stage.World.Effects["it"]);
    }

    [Fact]
    public async Task An_approval_lapses_where_the_world_has_changed_and_what_changed_is_said()
    {
        var (stage, answers) = Looking(Gate);
        var replies = 0;
        stage.Reply = _ =>
        {
            if (replies++ > 0) return null;
            answers.Now = Answer.DoesNotHold("3 pods are gone");
            return new(true, "bob@host", null);
        };

        var end = await stage.StartAsync();

        var gate = end.State.FindGate(new("ok"))!;
        Assert.Equal((RunOutcome.WaitingForPerson, 0), (end.Outcome, stage.World.Runs.GetValueOrDefault("do it")));
        Assert.Equal([new("look", "holds: all is fine", "does not hold: 3 pods are gone")], gate.Opened!.Changes!.Value);
        Assert.Equal((0, "bob@host"), (gate.Votes.Count, Assert.Single(gate.Lapsed).Actor));
    }

    [Fact]
    public async Task Who_approves_what_is_shown_anew_lets_the_run_go_on()
    {
        var (stage, answers) = Looking(Gate);
        stage.Reply = _ =>
        {
            answers.Now = Answer.DoesNotHold("3 pods are gone");
            return new(true, "bob@host", null);
        };

        var end = await stage.StartAsync();

        Assert.Equal(RunOutcome.Succeeded, end.Outcome);
        Assert.Equal(2, (await stage.Run.ReadAsync(default)).Count(entry => entry.Event is GateOpened));
    }

    [Fact]
    public async Task All_approvals_lapse_together()
    {
        var (stage, answers) = Looking(Gate.Replace("title: Go on?", "title: Go on?, minApprovals: 2", StringComparison.Ordinal));
        var waiting = await stage.StartAsync();
        foreach (var person in (string[])["bob@host", "eve@host"])
            await stage.Run.PostAsync(new(person, new("ok"), true, person, null, waiting.State.FindGate(new("ok"))!.Opened!.Evidence, stage.Time.GetUtcNow()), default);
        answers.Now = Answer.DoesNotHold("3 pods are gone");

        var end = await stage.ResumeAsync();

        Assert.Equal(RunOutcome.WaitingForPerson, end.Outcome);
        Assert.Equal(["bob@host", "eve@host"], end.State.FindGate(new("ok"))!.Lapsed.Select(vote => vote.Actor));
    }

    [Fact]
    public async Task What_differs_only_for_a_moment_makes_nothing_lapse()
    {
        var (stage, answers) = Looking(Gate);
        stage.Reply = _ =>
        {
            answers.Next.Enqueue(Answer.DoesNotHold("a pod is being replaced"));
            answers.Next.Enqueue(Answer.CannotTell("the server is busy"));
            return new(true, "bob@host", null);
        };

        Assert.Equal(RunOutcome.Succeeded, (await stage.StartAsync()).Outcome);
    }

    [Fact]
    public async Task Where_it_cannot_be_told_any_more_a_person_is_asked_again_and_may_go_on_without_it()
    {
        var (stage, answers) = Looking(Gate);
        var shown = new List<GateOpened>();
        stage.Reply = gate =>
        {
            shown.Add(gate);
            answers.Now = Answer.CannotTell("the server is away");
            return new(true, "bob@host", null);
        };

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Succeeded, 2), (end.Outcome, shown.Count));
        Assert.Equal("cannot be told: the server is away", Assert.Single(shown[1].Changes!.Value).Now);
    }

    [Fact]
    public async Task That_it_can_be_told_again_is_no_change()
    {
        var (stage, answers) = Looking(Gate);
        answers.Now = Answer.CannotTell("the server is away");
        answers.Next.Enqueue(Answer.Holds("all is fine"));
        stage.Reply = _ =>
        {
            answers.Now = Answer.Holds("all is fine");
            return new(true, "bob@host", null);
        };

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Succeeded, 1), (end.Outcome, (await stage.Run.ReadAsync(default)).Count(entry => entry.Event is GateOpened)));
    }

    [Theory]
    [InlineData("root", 2)]
    [InlineData("pods", 1)]
    public async Task Of_the_evidence_only_what_tells_one_world_from_another_counts(string changed, int opened)
    {
        var (stage, answers) = Looking(Gate);
        answers.Now = Found("root", "pods");
        stage.Reply = _ =>
        {
            answers.Now = changed == "root" ? Found("another", "pods") : Found("root", "more");
            return new(true, "bob@host", null);
        };

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Succeeded, opened), (end.Outcome, (await stage.Run.ReadAsync(default)).Count(entry => entry.Event is GateOpened)));
    }

    [Fact]
    public async Task An_engine_that_dies_between_the_approval_and_the_gates_end_asks_again()
    {
        var (stage, answers) = Looking(Gate);
        stage.Reply = _ => new(true, "bob@host", null);
        stage.Seen = (entry, _) => stage.Run.DieAt = entry.Event is GateAnswered ? entry.Sequence + 1 : stage.Run.DieAt;
        await Assert.ThrowsAsync<StoreException>(stage.StartAsync);
        stage.Run.DieAt = null;
        stage.Reply = _ => null;
        answers.Now = Answer.DoesNotHold("3 pods are gone");

        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.WaitingForPerson, "bob@host"), (end.Outcome, end.State.FindGate(new("ok"))!.Lapsed[0].Actor));
    }

    [Fact]
    public async Task A_gate_that_an_earlier_version_opened_is_passed_by_its_rules()
    {
        var (stage, answers) = Looking(Gate);
        // That version did not ask the conditions when it opened a gate, and so bound answers to the findings of before.
        var waiting = await stage.StartAsync();
        var before = await stage.Run.ReadAsync(default);
        var old = new MemoryRun(stage.Time);
        foreach (var entry in before.TakeWhile(entry => entry.Event is not GateOpened)) await old.AppendAsync(entry.Event, entry.Actor, true, default);
        var opened = (GateOpened)before.First(entry => entry.Event is GateOpened).Event;
        var evidence = GateEvidence.Of(waiting.State, waiting.State.FindGate(new("ok"))!, null);
        await old.AppendAsync(opened with { Evidence = evidence, Shown = null }, "ann@host", true, default);
        await old.AppendAsync(new GateAnswered(new("ok"), true, null, evidence), "bob@host", true, default);
        stage.Run = old;
        answers.Now = Answer.DoesNotHold("3 pods are gone");

        Assert.Equal(RunOutcome.Succeeded, (await stage.ResumeAsync()).Outcome);
    }

    [Fact]
    public async Task What_other_branches_still_work_on_is_not_asked()
    {
        var asked = new List<string>();
        var stage = new Stage("""
              - id: both
                parallel:
                  - {id: left, steps: [{id: here, verify: {command: is here}}, {id: ok, approve: {title: Go on?}}]}
                  - {id: right, steps: [{id: there, verify: {command: is there}}, {id: later, approve: {title: And there?}}]}
            """);
        foreach (var place in (string[])["here", "there"])
            stage.World.Answers[$"is {place}"] = () => { lock (asked) asked.Add(place); return Answer.Holds(place); };

        var end = await stage.StartAsync();

        Assert.Equal(["here", "here", "there", "there"], asked.Order());
        Assert.Equal(["both/left/here", "both/right/there"], end.State.Gates.Select(gate => Assert.Single(gate.Opened!.Shown!.Value).Address.Text).Order());
    }

    private static Answer Found(string root, string pods) =>
        Answer.Holds("all is fine", new MapValue([KeyValuePair.Create("root", Value.Of(root)), KeyValuePair.Create("pods", Value.Of(pods))])) with { Telling = ["root"] };

    /// <summary>A stage whose condition `is fine` answers as a test says.</summary>
    private static (Stage Stage, Answers Answers) Looking(string steps)
    {
        var (stage, answers) = (new Stage(steps), new Answers());
        stage.World.Answers["is fine"] = () =>
        {
            answers.Asked++;
            return answers.Next.TryDequeue(out var next) ? next : answers.Now;
        };
        return (stage, answers);
    }

    private sealed class Answers
    {
        public Answer Now { get; set; } = Answer.Holds("all is fine");

        /// <summary>What it says before that, once each.</summary>
        public Queue<Answer> Next { get; } = [];

        public int Asked { get; set; }
    }
}
