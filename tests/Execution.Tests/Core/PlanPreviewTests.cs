using MeshRunbook.Execution.Previewing;
using MeshRunbook.Execution.Tests.Support;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Core;

public sealed class PlanPreviewTests
{
    [Fact]
    public void Every_step_is_shown_in_order_with_what_is_known_of_it()
    {
        var stage = new Stage(
            """
              - {id: find, run: say a b, repeatable: true, outputs: {names: "{{ split stdout }}"}}
              - {id: never, when: "{{ params.word == 'x' }}", run: do it, repeatable: true}
              - id: known
                forEach: "{{ ['a', 'b'] }}"
                as: item
                steps: [{id: act, run: "do {{ item }} {{ params.word }} {{ params.key }}", probe: {command: "is {{ item }}"}}]
              - id: unknown
                forEach: "{{ steps.find.outputs.names }}"
                as: item
                steps: [{id: later, run: "do {{ item }}", probe: {command: "is {{ item }}"}}]
              - {id: ok, approve: {title: "Go on with {{ params.word }}?", approvers: "{{ ['mesh'] }}"}}
            """,
            "parameters: {word: {type: string}, key: {type: string, secret: true}}");
        var parameters = new MapValue(
            [KeyValuePair.Create("word", Value.Of("hi")), KeyValuePair.Create("key", Value.Of("hunter22").MarkedSecret())]);

        var steps = PlanPreview.Of(stage.Plan, parameters, "ann@host");

        Assert.Equal(
        [
            "0 find say a b", "0 never do it", "0 known ", "1 known[a]/act do a hi ***", "1 known[b]/act do b hi ***", "0 unknown ",
            "1 unknown[*]/later do <known during the run: item>", "0 ok ",
        ], steps.Select(step => $"{step.Depth} {step.Address} {string.Join(' ', step.Command)}"));
        Assert.Equal([true, false, true, true, true, true, true, true], steps.Select(step => step.WillRun));
        Assert.Equal((2, null, "Go on with hi?", "mesh"), (steps[2].Items?.Length, steps[5].Items?.Length, steps[^1].Gate, steps[^1].Approvers[0]));
        Assert.NotNull(steps[3].Probe!.Question);
        Assert.Null(steps[6].Probe!.Question);
        Assert.Equal(["steps.find.outputs.names", "item"], steps.SelectMany(step => step.WaitsFor));
    }

    [Fact]
    public void What_only_the_run_itself_knows_is_named_as_unknown()
    {
        var stage = new Stage("  - {id: one, run: \"do {{ run.id }} {{ run.folder }} {{ run.startedBy }}\", repeatable: true}");

        var steps = PlanPreview.Of(stage.Plan, new([]), "ann@host");

        Assert.Equal(["do", "<known during the run: run.id>", "<known during the run: run.folder>", "ann@host"], steps[0].Command);
    }

    [Fact]
    public void A_secret_is_masked_also_where_another_parameter_brings_it()
    {
        var stage = new Stage(
            """
              - {id: one, title: "Has {{ params.word }}", run: "do {{ params.word }}", repeatable: true}
              - {id: two, shell: "do it", env: {W: "{{ params.word }}"}, repeatable: true}
              - {id: ok, approve: {title: "Go on with {{ params.word }}?", approvers: ["{{ params.word }}"]}}
              - {id: see, verify: {command: "is {{ params.word }} {{ params.key }}"}}
            """,
            "parameters: {word: {type: string}, key: {type: string, secret: true}}");
        var parameters = new MapValue([KeyValuePair.Create("word", Value.Of("x-hunter22")), KeyValuePair.Create("key", Value.Of("hunter22").MarkedSecret())]);

        var steps = PlanPreview.Of(stage.Plan, parameters, "ann@host");

        Assert.Equal(("Has x-***", "x-***", "W=x-***", "Go on with x-***?", "x-***"), (steps[0].Title, steps[0].Command[1], steps[1].Environment[0], steps[2].Gate, steps[2].Approvers[0]));
        Assert.DoesNotContain("hunter22", steps[3].Questions[0].Text, StringComparison.Ordinal);
    }
}
