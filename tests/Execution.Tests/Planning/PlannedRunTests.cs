using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Planning;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Execution.Tests.Support;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Planning;

/// <summary>A run that carries out a saved plan does what it shows, and stops before anything else.</summary>
public sealed class PlannedRunTests
{
    private const string Steps = """
          - {id: find, run: say a b, repeatable: true, outputs: {names: "{{ split stdout }}"}}
          - {id: never, when: "{{ params.word == 'x' }}", run: do it, repeatable: true}
          - id: known
            forEach: "{{ ['a', 'b'] }}"
            as: item
            steps: [{id: act, run: "do {{ item }} {{ params.word }} {{ params.key }}", probe: {command: "is {{ item }}"}}]
          - id: unknown
            forEach: "{{ steps.find.outputs.names }}"
            as: item
            steps:
              - {id: later, run: "do {{ item }} {{ steps.find.outputs.names }} {{ params.word }}", probe: {command: "is {{ item }}"}}
              - parallel: [{id: left, steps: [{id: l, run: "do {{ item }} l", repeatable: true}]}]
                id: both
          - {id: see, verify: {command: "is a hi hunter22"}}
          - {id: sub, call: sub.yaml, with: {word: "{{ params.word }}"}}
          - checkpoint: end
        """;

    private readonly Stage _stage = new(
        Steps, "parameters: {word: {type: string}, key: {type: string, secret: true}}",
        ("sub.yaml", "parameters: {word: {type: string}}\nenv: {ALL: \"{{ params.word }}\"}\nsteps:\n  - {id: script, shell: \"do $W\", env: {W: \"{{ params.word }}\"}, repeatable: true}"))
    {
        Parameters = Plans.Values(("word", Value.Of("hi")), ("key", Value.Of("hunter22").MarkedSecret())),
    };

    public PlannedRunTests() => _stage.World.Special["bash -euo pipefail -c do $W script"] = (_, _) => Task.FromResult(World.Ended(0));

    [Fact]
    public async Task What_the_plan_shows_is_done_also_where_it_had_to_wait_for_what_the_run_found_out()
    {
        var plan = Plans.Of(_stage);
        _stage.Pin(plan);

        var end = await _stage.StartAsync();

        Assert.Equal((RunOutcome.Succeeded, null), (end.Outcome, end.Message));
        Assert.Equal(8, _stage.World.Requests.Count);
        Assert.DoesNotContain("hunter22", System.Text.Encoding.UTF8.GetString(SavedPlanFormat.Write(plan with { Parameters = new([]) })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("find", "`find` would do other than the saved plan shows: `say a b`; the plan: `say a c`")]
    [InlineData("known[b]/act", "`known[b]/act` would do other")]
    [InlineData("unknown[*]/later", "`unknown[a]/later` would do other than the saved plan shows: `do a a b hi`")]
    [InlineData("unknown[*]/both/left/l", "`unknown[a]/both/left/l` would do other")]
    [InlineData("see", "`see` would do other")]
    [InlineData("sub/script", "`sub/script` would do other")]
    public async Task A_command_or_question_that_the_plan_shows_otherwise_is_not_begun(string address, string said)
    {
        _stage.Pin(Plans.Of(_stage).With(address, step => step with
        {
            Command = step.Command is { } command ? [.. command[..^1], "c"] : null,
            Questions = step.Questions is null ? null : ["command: is b"],
            Environment = step.Environment is null ? null : [.. step.Environment.Value[..^1], "W=ho"],
        }));

        var end = await _stage.StartAsync();

        Assert.Equal(RunOutcome.OffPlan, end.Outcome);
        Assert.Contains(said, end.Message);
        Assert.Equal(StopReason.OffPlan, end.State.Stopped!.Reason);
        var due = address.Replace("[*]", "[a]", StringComparison.Ordinal);
        Assert.True(end.State.Find(new(due)) is { Status: StepStatus.Pending, Attempt: 0 }, $"{due} is {end.State.Find(new(due))?.Status}");
        Assert.DoesNotContain("hunter22", end.Message);
    }

    [Fact]
    public async Task A_step_that_the_plan_does_not_have_is_not_begun()
    {
        var plan = Plans.Of(_stage);
        _stage.Pin(plan with { Steps = [.. plan.Steps.Where(step => step.Address.Text != "known[b]/act")] });

        var end = await _stage.StartAsync();

        Assert.Equal((RunOutcome.OffPlan, "`known[b]/act` is due, and the saved plan does not have it"), (end.Outcome, end.Message));
        Assert.Equal(1, _stage.World.Effects["a hi hunter22"]);
        Assert.False(_stage.World.Effects.ContainsKey("b hi hunter22"));
    }

    [Theory]
    [InlineData("never", true, "`never` would be left out, and the saved plan has it run")]
    [InlineData("known", false, "`known` is due, and the saved plan leaves it out")]
    public async Task A_step_is_left_out_only_where_the_plan_leaves_it_out(string address, bool runs, string said)
    {
        _stage.Pin(Plans.Of(_stage).With(address, step => step with { WillRun = runs }));

        var end = await _stage.StartAsync();

        Assert.Equal((RunOutcome.OffPlan, said), (end.Outcome, end.Message));
    }

    [Fact]
    public async Task A_loop_goes_through_no_other_items_than_the_plan_shows()
    {
        _stage.Pin(Plans.Of(_stage).With("known", step => step with { Items = ["a", "b", "c"] }));

        var end = await _stage.StartAsync();

        Assert.Equal((RunOutcome.OffPlan, "`known` would go through a, b; the saved plan: a, b, c"), (end.Outcome, end.Message));
    }

    [Fact]
    public async Task What_runs_beside_is_let_finish_before_the_run_stops()
    {
        var stage = new Stage(
            """
              - id: both
                parallel:
                  - {id: slow, steps: [{id: one, run: slow, repeatable: true}]}
                  - {id: quick, steps: [{id: two, run: do two, repeatable: true}, {id: three, run: do three, repeatable: true}]}
            """);
        var slow = new TaskCompletionSource();
        stage.World.Special["slow"] = async (_, _) =>
        {
            await slow.Task;
            return World.Ended(0);
        };
        stage.Seen = (entry, _) => { if (entry.Event is StepFinished { Address.Text: "both/quick/two" }) slow.SetResult(); };
        stage.Pin(Plans.Of(stage).With("both/quick/three", step => step with { Command = ["do", "other"] }));

        var end = await stage.StartAsync();

        Assert.Equal(RunOutcome.OffPlan, end.Outcome);
        Assert.Equal(StepStatus.Succeeded, end.State.Find(new("both/slow/one"))!.Status);
        Assert.False(stage.World.Effects.ContainsKey("three"));
    }

    [Fact]
    public async Task A_resumed_run_is_held_to_its_plan_too()
    {
        _stage.Pin(Plans.Of(_stage).With("known[b]/act", step => step with { Command = ["do", "b", "hi"] }));
        _stage.World.Failing.Add("a hi hunter22");
        var failed = await _stage.StartAsync();
        _stage.World.Failing.Clear();

        var off = await _stage.ResumeAsync();
        var again = await _stage.ResumeAsync();

        Assert.Equal((RunOutcome.Failed, RunOutcome.OffPlan, RunOutcome.OffPlan), (failed.Outcome, off.Outcome, again.Outcome));
        Assert.Equal(1, _stage.World.Effects["a hi hunter22"]);
    }

    [Fact]
    public async Task Without_the_plan_that_it_was_started_with_a_run_does_not_go_on()
    {
        _stage.Pin(Plans.Of(_stage));
        _stage.World.Failing.Add("a hi hunter22");
        await _stage.StartAsync();
        var text = _stage.Run.Texts[0];

        foreach (var texts in (PinnedSource[][])[[], [text with { Content = text.Content.Replace("say", "SAY", StringComparison.Ordinal) }]])
        {
            _stage.Run.Texts = texts;
            var problem = await Assert.ThrowsAsync<JournalException>(() => _stage.ResumeAsync());
            Assert.Contains("its copy of that plan is missing or was changed", problem.Message);
        }
    }
}
