using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Tests.Support;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Running;

public sealed class RunnerTests
{
    [Fact]
    public async Task Steps_run_in_order_and_yield_outputs()
    {
        var stage = new Stage(
            """
              - {id: ask, run: say payments, repeatable: true, outputs: {name: "{{ stdout }}"}}
              - {id: act, run: "do {{ steps.ask.outputs.name }}", probe: {command: "is {{ steps.ask.outputs.name }}"}}
              - {id: sure, verify: {command: is payments}}
            outputs: {moved: "{{ steps.ask.outputs.name }}"}
            """);

        var end = await stage.StartAsync();

        Assert.Equal(RunOutcome.Succeeded, end.Outcome);
        Assert.Equal(Value.Of("payments"), end.State.Outputs!["moved"]);
        Assert.Equal(
        [
            "RunStarted", "EngineStarted", "started ask 1", "CommandStarted", "Succeeded ask", "started act 1", "CommandStarted",
            "Succeeded act", "started sure 1", "Succeeded sure", "RunFinished",
        ], await stage.EventsAsync());
    }

    [Fact]
    public async Task A_failed_step_stops_the_run_and_resume_tries_it_again()
    {
        var stage = new Stage(
            """
              - {id: a, run: do a, probe: {command: is a}}
              - {id: b, run: do b, probe: {command: is b}}
              - {id: c, run: do c, probe: {command: is c}}
            """);
        stage.World.Failing.Add("b");

        var failed = await stage.StartAsync();
        stage.World.Failing.Clear();
        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Failed, "`b` failed: `do` ended with exit status 1: b is broken"), (failed.Outcome, failed.Message));
        Assert.Equal(RunOutcome.Succeeded, end.Outcome);
        Assert.Equal((1, 2, 1), (stage.World.Runs["do a"], stage.World.Runs["do b"], stage.World.Runs["do c"]));
    }

    [Fact]
    public async Task A_person_may_skip_a_failed_step()
    {
        var stage = new Stage("  - {id: b, run: do b, repeatable: true}\n  - {id: c, run: do c, repeatable: true}");
        stage.World.Failing.Add("b");

        await stage.StartAsync();
        var end = await stage.ResumeAsync(new StepDecided(new("b"), Decision.Skip, "not needed here"));

        Assert.Equal(RunOutcome.Succeeded, end.Outcome);
        Assert.Equal((StepStatus.Skipped, "not needed here"), (end.State.Find(new("b"))!.Status, end.State.Find(new("b"))!.Reason));
    }

    [Fact]
    public async Task A_step_is_retried_as_often_as_it_says_and_waits_longer_each_time()
    {
        var stage = new Stage("  - {id: b, run: do b, repeatable: true, retry: {attempts: 3, delay: 4s, backoff: 2}}");
        stage.World.Failing.Add("b");
        var before = stage.Time.GetUtcNow();

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Failed, 3), (end.Outcome, stage.World.Runs["do b"]));
        Assert.Equal(TimeSpan.FromSeconds(12), stage.Time.GetUtcNow() - before);
    }

    [Theory]
    [InlineData(2, RunOutcome.Succeeded, 3)]
    [InlineData(99, RunOutcome.Failed, 3)]
    public async Task What_a_verify_cannot_tell_is_asked_again_before_it_fails(int silent, RunOutcome outcome, int asked)
    {
        var stage = new Stage("  - {id: sure, verify: {command: is sure}}");
        var count = 0;
        stage.World.Answers["is sure"] = () => ++count > silent ? Answer.Holds("sure") : Answer.CannotTell("the cluster does not answer");

        var end = await stage.StartAsync();

        Assert.Equal((outcome, asked), (end.Outcome, count));
        Assert.Equal(["sure: the cluster does not answer"], stage.Notes);
    }

    [Fact]
    public async Task What_a_verify_knows_to_be_wrong_fails_at_once()
    {
        var stage = new Stage("  - {id: sure, verify: [{command: is sure}, {command: is silent}]}");
        var count = 0;
        stage.World.Answers["is sure"] = () => ++count > 1 ? Answer.Holds("sure") : Answer.DoesNotHold("no");
        stage.World.Answers["is silent"] = () => Answer.CannotTell("the cluster does not answer");

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Failed, 1), (end.Outcome, count));
    }

    [Fact]
    public async Task A_step_whose_when_is_false_is_skipped_and_its_outputs_are_absent()
    {
        var stage = new Stage(
            """
              - {id: a, when: "{{ 1 == 2 }}", run: say x, repeatable: true, outputs: {x: "{{ stdout }}"}}
              - {id: b, run: "say {{ steps.a.outputs.x ?? 'none' }}", repeatable: true}
            """);

        var end = await stage.StartAsync();

        Assert.Equal(StepStatus.Skipped, end.State.Find(new("a"))!.Status);
        Assert.True(stage.World.Runs.ContainsKey("say none"));
    }

    [Fact]
    public async Task A_wait_asks_until_the_condition_holds_sooner_at_first()
    {
        var stage = new Stage("  - {id: w, wait: {command: is ready}, every: 5s}");
        var asked = 0;
        stage.World.Answers["is ready"] = () => ++asked < 8 ? Answer.DoesNotHold("not yet") : Answer.Holds("ready");
        var before = stage.Time.GetUtcNow();

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Succeeded, 8), (end.Outcome, asked));
        Assert.Equal(TimeSpan.FromSeconds(0.25 + 0.5 + 1 + 3.25 + 5 + 5 + 5), stage.Time.GetUtcNow() - before);
        Assert.Equal(["w: not yet"], stage.Notes);
    }

    [Fact]
    public async Task A_wait_gives_up_after_ten_minutes_and_says_what_is_missing()
    {
        var stage = new Stage("  - {id: w, wait: {command: is ready}, every: 30s}");

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Failed, "`w` failed: after 10m: ready is not done"), (end.Outcome, end.Message));
    }

    [Fact]
    public async Task A_call_runs_another_runbook_with_parameters_and_environment_of_its_own()
    {
        var stage = new Stage(
            """
              - {id: c, call: inner.yaml, with: {name: "{{ params.who }}"}}
              - {id: after, run: "say {{ steps.c.outputs.greeting }}", repeatable: true}
            """,
            "parameters: {who: {type: string}}\nenv: {OUTER: yes}",
            ("inner.yaml",
            """
            parameters: {name: {type: string}, word: {type: string, default: hello}}
            env: {WORD: "{{ params.word }}"}
            steps:
              - {id: greet, run: "say {{ params.word }} {{ params.name }}", repeatable: true, outputs: {text: "{{ stdout }}"}}
            outputs: {greeting: "{{ steps.greet.outputs.text }}!"}
            """))
        {
            Parameters = new([KeyValuePair.Create("who", Value.Of("bob"))]),
        };

        var end = await stage.StartAsync();

        Assert.Equal(RunOutcome.Succeeded, end.Outcome);
        Assert.Equal(["c/greet: hello bob", "after: hello bob!"], stage.Printed);
        Assert.Equal("hello", stage.World.Requests[0].Environment["WORD"]);
        Assert.False(stage.World.Requests[0].Environment.ContainsKey("OUTER"));
    }

    [Fact]
    public async Task Where_one_branch_fails_the_others_finish_what_runs_and_go_no_further()
    {
        var stage = new Stage(
            """
              - id: p
                parallel:
                  - {id: left, steps: [{id: l1, run: do l1, repeatable: true}, {id: l2, run: do l2, repeatable: true}]}
                  - {id: right, steps: [{id: r1, run: do r1, repeatable: true}]}
            """);
        var failed = new TaskCompletionSource();
        stage.World.Failing.Add("r1");
        stage.Seen = (entry, _) => { if (entry.Event is StepFinished { Address.Text: "p/right/r1" }) failed.SetResult(); };
        stage.World.Special["do l1"] = async (_, _) => { await failed.Task; return World.Ended(0); };

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Failed, StepStatus.Succeeded, StepStatus.Pending),
            (end.Outcome, end.State.Find(new("p/left/l1"))!.Status, end.State.Find(new("p/left/l2"))!.Status));
        stage.World.Failing.Clear();
        stage.Seen = null;
        var resumed = await stage.ResumeAsync();
        Assert.Equal((RunOutcome.Succeeded, 1, 2, 1),
            (resumed.Outcome, stage.World.Runs["do l1"], stage.World.Runs["do r1"], stage.World.Runs["do l2"]));
    }

    [Fact]
    public async Task A_soft_stop_lets_the_command_finish_and_leaves_the_rest_for_later()
    {
        var stage = new Stage("  - {id: a, run: do a, repeatable: true}\n  - {id: b, run: do b, repeatable: true}");
        stage.World.Special["do a"] = async (_, _) => { await stage.Soft.CancelAsync(); return World.Ended(0); };

        var end = await stage.StartAsync();
        var resumed = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Interrupted, RunOutcome.Succeeded), (end.Outcome, resumed.Outcome));
        Assert.Equal((1, 1), (stage.World.Runs["do a"], stage.World.Runs["do b"]));
    }

    [Fact]
    public async Task A_hard_stop_ends_the_command_and_its_step_is_probed_on_resume()
    {
        var stage = new Stage("  - {id: a, run: do a, probe: {command: is a}}");
        stage.World.Special["do a"] = async (_, cancellation) =>
        {
            await stage.Hard.CancelAsync();
            return World.Ended(143) with { End = MeshRunbook.Execution.Commands.CommandEnd.Cancelled };
        };

        var end = await stage.StartAsync();
        stage.World.Done["a"] = true;
        var resumed = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Interrupted, RunOutcome.Succeeded, 1), (end.Outcome, resumed.Outcome, stage.World.Runs["do a"]));
        Assert.Equal("its probe holds: a is done", resumed.State.Find(new("a"))!.Reason);
    }

    [Fact]
    public async Task When_nothing_can_be_recorded_running_commands_are_ended()
    {
        var stage = new Stage(
            """
              - id: p
                parallel:
                  - {id: l, steps: [{id: a, run: do a, repeatable: true}]}
                  - {id: r, steps: [{id: b, run: do b, repeatable: true}]}
            """);
        var ended = false;
        var broken = new TaskCompletionSource();
        stage.World.Special["do b"] = async (_, _) => { await broken.Task; return World.Ended(0); };
        stage.World.Special["do a"] = async (_, cancellation) =>
        {
            stage.Run.DieAt = 1;
            broken.SetResult();
            try { await Task.Delay(Timeout.Infinite, cancellation); }
            catch (OperationCanceledException) { ended = true; }
            return World.Ended(143) with { End = MeshRunbook.Execution.Commands.CommandEnd.Cancelled };
        };

        await Assert.ThrowsAsync<MeshRunbook.Execution.Store.StoreException>(stage.StartAsync);

        Assert.True(ended);
    }
}
