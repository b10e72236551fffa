using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Execution.Tests.Support;

namespace MeshRunbook.Execution.Tests.Running;

public sealed class DoubtTests
{
    [Fact]
    public async Task A_step_in_doubt_whose_probe_holds_is_done_and_not_run_again()
    {
        var stage = await CrashedAsync("{id: a, run: do a, probe: {command: is a}}", didItsWork: true);

        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Succeeded, 1), (end.Outcome, stage.World.Runs["do a"]));
        Assert.Equal("its probe holds: a is done", end.State.Find(new("a"))!.Reason);
    }

    [Fact]
    public async Task A_step_in_doubt_whose_probe_does_not_hold_runs_again()
    {
        var stage = await CrashedAsync("{id: a, run: do a, probe: {command: is a}}", didItsWork: false);

        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Succeeded, 2), (end.Outcome, stage.World.Runs["do a"]));
    }

    [Fact]
    public async Task A_step_in_doubt_whose_probe_cannot_tell_waits_for_a_person()
    {
        var stage = await CrashedAsync("{id: a, run: do a, probe: {command: is a}}", didItsWork: true);
        stage.World.Answers["is a"] = () => Answer.CannotTell("the cluster does not answer");

        var end = await stage.ResumeAsync();

        Assert.Equal(
            (RunOutcome.InDoubt, "`a` was interrupted, and whether it did its work is not known (the cluster does not answer)"),
            (end.Outcome, end.Message));
        Assert.Equal(1, stage.World.Runs["do a"]);
        stage.World.Answers.Clear();
        Assert.Equal(RunOutcome.Succeeded, (await stage.ResumeAsync()).Outcome);
    }

    [Fact]
    public async Task Without_a_probe_a_person_decides_whether_it_is_done_skipped_or_run_again()
    {
        foreach (var (decision, runs, status) in new[]
                 {
                     (Decision.MarkDone, 1, StepStatus.Succeeded), (Decision.Skip, 1, StepStatus.Skipped), (Decision.Retry, 2, StepStatus.Succeeded),
                 })
        {
            var stage = await CrashedAsync("{id: a, run: do a}", didItsWork: true);

            var waiting = await stage.ResumeAsync();
            var end = await stage.ResumeAsync(new StepDecided(new("a"), decision, "looked at it"));

            Assert.Equal(
                (RunOutcome.InDoubt, "`a` was interrupted, and whether it did its work is not known (it has no probe)"),
                (waiting.Outcome, waiting.Message));
            Assert.Equal((RunOutcome.Succeeded, runs, status), (end.Outcome, stage.World.Runs["do a"], end.State.Find(new("a"))!.Status));
        }
    }

    [Fact]
    public async Task A_repeatable_step_in_doubt_is_run_again_without_asking()
    {
        var stage = await CrashedAsync("{id: a, run: do a, repeatable: true}", didItsWork: true);

        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Succeeded, 2), (end.Outcome, stage.World.Runs["do a"]));
    }

    [Fact]
    public async Task A_step_whose_outputs_died_with_its_engine_is_not_taken_for_done()
    {
        var stage = await CrashedAsync("{id: a, run: do a, probe: {command: is a}, outputs: {text: '{{ stdout }}'}}", didItsWork: true);

        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.InDoubt, 1), (end.Outcome, stage.World.Runs["do a"]));
    }

    [Fact]
    public async Task Waits_and_checks_in_doubt_are_simply_asked_again()
    {
        var stage = new Stage("  - {id: w, wait: {command: is a}}\n  - {id: v, verify: {command: is a}}");
        stage.World.Answers["is a"] = () => { stage.Run.DieAt = 1; return Answer.Holds("fine"); };

        await Assert.ThrowsAsync<StoreException>(stage.StartAsync);
        stage.Run.DieAt = null;
        stage.World.Answers["is a"] = () => Answer.Holds("fine");
        var end = await stage.ResumeAsync();

        Assert.Equal(RunOutcome.Succeeded, end.Outcome);
        Assert.DoesNotContain(await stage.EventsAsync(), happened => happened.Contains("Retry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_probe_is_asked_only_when_what_a_dead_engine_left_running_has_ended()
    {
        var stage = await CrashedAsync("{id: a, run: do a, probe: {command: is a}}", didItsWork: false);
        stage.World.Processes.Add(new ProcessIdentity(4711, 42));
        stage.World.Answers["is a"] = () =>
            stage.World.Processes.Count == 0 ? Answer.Holds("a is done") : Answer.DoesNotHold("asked too early");

        var resuming = stage.ResumeAsync();
        while (stage.Notes.Count == 0) await Task.Yield();
        stage.World.Processes.Clear();
        var end = await resuming;

        Assert.Equal(["a: waits for process 4711, which an earlier engine has left running; to end it: kill 4711"], stage.Notes);
        Assert.Equal((RunOutcome.Succeeded, 1), (end.Outcome, stage.World.Runs["do a"]));
    }

    [Fact]
    public async Task Nothing_new_starts_while_a_step_is_in_doubt()
    {
        var stage = new Stage(
            """
              - id: p
                parallel:
                  - {id: l, steps: [{id: a, run: do a}]}
                  - {id: r, steps: [{id: b, run: do b, repeatable: true}, {id: c, run: do c, repeatable: true}]}
            """);
        var finished = new TaskCompletionSource();
        stage.Seen = (entry, _) => { if (entry.Event is StepFinished { Address.Text: "p/r/b" }) finished.TrySetResult(); };
        stage.World.Special["do a"] = async (_, _) => { await finished.Task; stage.Run.DieAt = 1; return World.Ended(0); };
        stage.World.Special["do c"] = async (_, cancellation) => { await Task.Delay(Timeout.Infinite, cancellation); return World.Ended(0); };

        await Assert.ThrowsAnyAsync<Exception>(stage.StartAsync);
        stage.Run.DieAt = null;
        var runs = stage.World.Runs.GetValueOrDefault("do c");
        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.InDoubt, runs), (end.Outcome, stage.World.Runs.GetValueOrDefault("do c")));
    }

    [Fact]
    public async Task A_run_that_was_interrupted_before_it_began_says_so()
    {
        var stage = new Stage("  - {id: a, run: do a, repeatable: true}");
        stage.Run.DieAt = 1;

        await Assert.ThrowsAsync<StoreException>(stage.StartAsync);
        stage.Run.DieAt = null;
        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Failed, "the run was interrupted before it began; execute the runbook again"), (end.Outcome, end.Message));
    }

    /// <summary>A run whose engine died after its only step had acted, and before the outcome was recorded.</summary>
    private static async Task<Stage> CrashedAsync(string step, bool didItsWork)
    {
        var stage = new Stage("  - " + step);
        stage.World.Special["do a"] = (_, _) =>
        {
            stage.Run.DieAt = 5;
            if (didItsWork) stage.World.Done["a"] = true;
            return Task.FromResult(World.Ended(0));
        };
        await Assert.ThrowsAsync<StoreException>(stage.StartAsync);
        stage.Run.DieAt = null;
        stage.World.Special.Clear();
        return stage;
    }
}
