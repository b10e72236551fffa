using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Tests.Support;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Running;

public sealed class LoopTests
{
    private const string Steps =
        """
            steps:
              - {id: act, run: "do {{ item }}", probe: {command: "is {{ item }}"}}
        """;

    [Fact]
    public async Task Items_run_one_after_another_unless_told()
    {
        var stage = new Stage("  - id: each\n    forEach: \"{{ ['a', 'b', 'c'] }}\"\n    as: item\n" + Steps);

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Succeeded, 1), (end.Outcome, stage.World.MostAtOnce));
        Assert.Equal(["each[a]/act", "each[b]/act", "each[c]/act"],
            end.State.Find(new("each"))!.Blocks.Select(item => item.Steps[0].Address.Text));
    }

    [Fact]
    public async Task No_more_items_run_at_once_than_allowed_and_all_get_their_turn()
    {
        var stage = new Stage(
            "  - id: each\n    forEach: \"{{ split 'a b c d e f g h' }}\"\n    as: item\n    maxParallel: 3\n" + Steps);
        var gate = new SemaphoreSlim(0);
        foreach (var name in "abc") stage.World.Special[$"do {name}"] = async (_, _) =>
        {
            if (stage.World.MostAtOnce == 3) gate.Release(3);
            await gate.WaitAsync(CancellationToken.None);
            return World.Ended(0);
        };

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Succeeded, 3, 8), (end.Outcome, stage.World.MostAtOnce, stage.World.Runs.Count));
    }

    [Fact]
    public async Task After_a_failure_no_new_item_starts_and_resume_takes_up_the_failed_ones_only()
    {
        var stage = new Stage("  - id: each\n    forEach: \"{{ ['a', 'b', 'c'] }}\"\n    as: item\n" + Steps);
        stage.World.Failing.Add("b");

        var failed = await stage.StartAsync();
        stage.World.Failing.Clear();
        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Failed, RunOutcome.Succeeded), (failed.Outcome, end.Outcome));
        Assert.Equal((1, 2, 1), (stage.World.Runs["do a"], stage.World.Runs["do b"], stage.World.Runs["do c"]));
    }

    [Fact]
    public async Task Failed_items_that_are_taken_up_again_are_no_more_at_once_than_allowed()
    {
        var stage = new Stage("  - id: each\n    forEach: \"{{ ['a', 'b', 'c', 'd'] }}\"\n    as: item\n    maxFailures: 2\n" + Steps);
        stage.World.Failing.UnionWith(["a", "b", "c"]);

        await stage.StartAsync();
        stage.World.Failing.Clear();
        foreach (var name in "abc") stage.World.Special[$"do {name}"] = Slowly;
        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Succeeded, 1), (end.Outcome, stage.World.MostAtOnce));
        Assert.Equal(["a", "b", "c", "a", "b", "c", "d"], stage.World.Requests.Select(request => request.Arguments[^1]));
    }

    [Theory]
    [InlineData("  - id: each\n    forEach: \"{{ ['a', 'b', 'c'] }}\"\n    as: item\n" + Steps)]
    [InlineData("""
          - id: each
            maxParallel: 1
            parallel:
              - {id: a, steps: [{id: actA, run: do a, probe: {command: is a}}]}
              - {id: b, steps: [{id: actB, run: do b, probe: {command: is b}}]}
              - {id: c, steps: [{id: actC, run: do c, probe: {command: is c}}]}
        """)]
    public async Task What_is_to_be_done_once_more_is_done_no_more_at_once_than_allowed(string steps)
    {
        var stage = new Stage(steps + "\n  - {id: last, run: do last, probe: {command: is last}}\n");
        stage.World.Failing.Add("last");

        var failed = await stage.StartAsync();
        stage.World.Failing.Clear();
        foreach (var name in "abc") stage.World.Special[$"do {name}"] = Slowly;
        var end = await stage.ResumeAsync([.. failed.State.Find(new("each"))!.Blocks.Select(item => new StepDecided(item.Steps[0].Address, Decision.Retry, "redo"))]);

        Assert.Equal((RunOutcome.Succeeded, 1), (end.Outcome, stage.World.MostAtOnce));
        Assert.Equal(["a", "b", "c", "last", "a", "b", "c", "last"], stage.World.Requests.Select(request => request.Arguments[^1]));
    }

    [Fact]
    public async Task Failures_up_to_the_limit_let_the_others_go_on_but_fail_the_loop_in_the_end()
    {
        var stage = new Stage("  - id: each\n    forEach: \"{{ ['a', 'b', 'c', 'd'] }}\"\n    as: item\n    maxFailures: 2\n" + Steps);
        stage.World.Failing.UnionWith(["a", "c"]);

        var end = await stage.StartAsync();

        Assert.Equal(RunOutcome.Failed, end.Outcome);
        Assert.Equal("2 of 4 items failed: a, c", end.State.Find(new("each"))!.Error);
        Assert.Equal(4, stage.World.Runs.Count);
    }

    [Fact]
    public async Task The_first_items_go_before_a_gate_and_the_others_after_it()
    {
        var stage = new Stage(
            "  - id: each\n    forEach: \"{{ ['a', 'b', 'c'] }}\"\n    as: item\n    first: \"{{ ['c'] }}\"\n    gate: {title: Go on?}\n" + Steps);

        var waiting = await stage.StartAsync();
        var runs = stage.World.Runs.Keys.ToList();
        stage.Reply = _ => new(true, "bob@host", null);
        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.WaitingForPerson, "`each/first` waits for an answer: Go on?"), (waiting.Outcome, waiting.Message));
        Assert.Equal(["do c"], runs);
        Assert.Equal((RunOutcome.Succeeded, 3), (end.Outcome, stage.World.Runs.Count));
    }

    [Fact]
    public async Task A_failure_among_the_first_items_starts_no_other_whatever_is_tolerated()
    {
        var stage = new Stage(
            "  - id: each\n    forEach: \"{{ ['a', 'b'] }}\"\n    as: item\n    first: \"{{ ['a'] }}\"\n    maxFailures: 5\n    gate: none\n" + Steps);
        stage.World.Failing.Add("a");

        var end = await stage.StartAsync();

        Assert.Equal((RunOutcome.Failed, 1), (end.Outcome, stage.World.Runs.Count));
    }

    [Fact]
    public async Task Keys_that_are_not_unique_and_unknown_first_items_fail_the_loop_before_it_starts()
    {
        var twice = await new Stage("  - id: each\n    forEach: \"{{ ['a', 'a'] }}\"\n    as: item\n" + Steps).StartAsync();
        var unknown = await new Stage(
            "  - id: each\n    forEach: \"{{ ['a'] }}\"\n    as: item\n    first: \"{{ ['x', 'y'] }}\"\n" + Steps).StartAsync();

        Assert.Equal("`each` failed: two items have the key `a`, which must be unique", twice.Message);
        Assert.Equal("`each` failed: `first` names `x`, `y`, not among the items", unknown.Message);
    }

    [Fact]
    public async Task Outputs_of_the_items_are_collected_in_the_order_of_the_items()
    {
        var stage = new Stage(
            """
              - id: each
                forEach: "{{ ['a', 'b'] }}"
                as: item
                maxParallel: 2
                outputs: {found: "{{ steps.ask.outputs.answer }}"}
                steps:
                  - {id: ask, run: "say {{ item }}!", repeatable: true, outputs: {answer: "{{ stdout }}"}}
            outputs: {all: "{{ join steps.each.outputs.found ',' }}"}
            """);

        var end = await stage.StartAsync();

        Assert.Equal(Value.Of("a!,b!"), end.State.Outputs!["all"]);
    }

    [Fact]
    public async Task The_items_stay_those_that_were_found_when_the_loop_began()
    {
        var stage = new Stage(
            """
              - {id: find, run: say a b, repeatable: true, outputs: {names: "{{ split stdout }}"}}
              - id: each
                forEach: "{{ steps.find.outputs.names }}"
                as: item
                steps:
                  - {id: act, run: "do {{ item }}", probe: {command: "is {{ item }}"}}
            """);
        stage.World.Failing.Add("a");

        await stage.StartAsync();
        stage.World.Failing.Clear();
        var end = await stage.ResumeAsync();

        Assert.Equal((RunOutcome.Succeeded, 1), (end.Outcome, stage.World.Runs["say a b"]));
        Assert.Single(await stage.EventsAsync(), "LoopExpanded");
    }

    [Fact]
    public async Task An_empty_list_is_done_at_once()
    {
        var end = await new Stage("  - id: each\n    forEach: \"{{ split '' }}\"\n    as: item\n" + Steps).StartAsync();

        Assert.Equal((RunOutcome.Succeeded, StepStatus.Succeeded), (end.Outcome, end.State.Find(new("each"))!.Status));
    }

    /// <summary>Takes long enough for another command to begin meanwhile, if one may.</summary>
    private static async Task<CommandResult> Slowly(CommandRequest request, CancellationToken cancellation)
    {
        await Task.Delay(50, cancellation);
        return World.Ended(0);
    }
}
