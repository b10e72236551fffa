using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Tests.Support;

namespace MeshRunbook.Execution.Tests.Running;

public sealed class DriftTests
{
    private const string Steps =
        """
          - {id: before, run: do before, probe: {command: is before}}
          - {checkpoint: half}
          - id: each
            forEach: "{{ ['a', 'b'] }}"
            as: item
            steps: [{id: act, run: "do {{ item }}", probe: {command: "is {{ item }}"}}]
          - {id: ok, approve: {title: Go on?}}
        """;

    [Fact]
    public async Task Steps_since_the_last_checkpoint_whose_probe_no_longer_holds_have_drifted()
    {
        var stage = new Stage(Steps);
        await stage.StartAsync();
        stage.World.Done.Clear();
        stage.World.Done["b"] = true;

        var drift = await (await stage.OpenAsync()).FindDriftAsync(default);

        Assert.Equal("each[a]/act: a is not done", $"{Assert.Single(drift).Step.Address}: {drift[0].Answer.Summary}");
    }

    [Fact]
    public async Task A_drifted_step_is_done_again_where_a_person_says_so_and_no_other_is()
    {
        var stage = new Stage(Steps);
        await stage.StartAsync();
        stage.World.Done.Remove("a", out _);
        stage.Reply = _ => new(true, "bob@host", null);

        var end = await stage.ResumeAsync(new StepDecided(new("each[a]/act"), Decision.Retry, "redo"));

        Assert.Equal((RunOutcome.Succeeded, 2, 1), (end.Outcome, stage.World.Runs["do a"], stage.World.Runs["do b"]));
        Assert.Equal(StepStatus.Succeeded, end.State.Find(new("each"))!.Status);
    }

    [Fact]
    public async Task Drift_that_was_accepted_is_not_shown_again()
    {
        var stage = new Stage(Steps);
        await stage.StartAsync();
        stage.World.Done.Remove("a", out _);

        await stage.ResumeAsync(new StepDecided(new("each[a]/act"), Decision.MarkDone, "accepted"));

        Assert.Empty(await (await stage.OpenAsync()).FindDriftAsync(default));
        Assert.Equal(1, stage.World.Runs["do a"]);
    }

    [Fact]
    public async Task Only_steps_that_failed_are_in_doubt_or_can_have_drifted_are_decided_on()
    {
        var stage = new Stage(Steps);
        stage.World.Failing.Add("a");
        var state = (await stage.StartAsync()).State;

        var objections = new[] { "each[a]/act", "each", "each[b]/act", "nothing", "before" }
            .Select(address => DecisionRules.Objection(state, new(new(address), Decision.Retry, "")));

        Assert.Equal(
        [
            null, "`each` failed because of steps inside it; decide on these: `each[a]/act`", "`each[b]/act` has not been started",
            "the run has no step `nothing`", null,
        ], objections);
    }

    [Fact]
    public async Task A_secret_too_short_to_be_masked_is_refused()
    {
        var stage = new Stage("  - {id: a, run: \"do {{ params.pin }}\", repeatable: true}", "parameters: {pin: {type: string, secret: true}}")
        {
            Parameters = new([KeyValuePair.Create("pin", MeshRunbook.Language.Values.Value.Of("123").MarkedSecret())]),
        };

        var end = await stage.StartAsync();

        Assert.Equal("the secret `pin` is shorter than 4 characters, so it could not be masked", end.Message);
        Assert.Empty(stage.World.Runs);
    }
}
