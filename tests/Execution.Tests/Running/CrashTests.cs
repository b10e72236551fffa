using FsCheck;
using FsCheck.Fluent;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Execution.Tests.Support;

namespace MeshRunbook.Execution.Tests.Running;

/// <summary>Wherever the engine dies, a resumed run reaches the same end, and no step that has finished runs again.</summary>
public sealed class CrashTests
{
    private const string Everything =
        """
          - {id: find, run: say a b c, repeatable: true, outputs: {names: "{{ split stdout }}"}}
          - {id: begin, run: do begin, probe: {command: is begin}}
          - {checkpoint: found}
          - id: each
            forEach: "{{ steps.find.outputs.names }}"
            as: item
            first: "{{ ['b'] }}"
            gate: {title: Go on?}
            maxParallel: 2
            steps:
              - {id: label, run: "do label {{ item }}", probe: {command: "is label {{ item }}"}, retry: {attempts: 2}}
              - {id: sure, verify: {command: "is label {{ item }}"}}
              - {id: skipped, when: "{{ item == 'c' }}", run: "do extra {{ item }}", probe: {command: "is extra {{ item }}"}}
          - id: both
            parallel:
              - {id: one, steps: [{id: in, call: inner.yaml, with: {name: "x y"}}]}
              - {id: two, steps: [{id: last, run: do last, probe: {command: is last}}]}
          - {id: ok, approve: {title: Fine?}}
          - {id: end, wait: {command: is last}}
        outputs: {names: "{{ join steps.find.outputs.names '-' }}", inner: "{{ steps.in.outputs.done }}"}
        """;

    private static readonly (string, string) Inner = ("inner.yaml",
        """
        parameters: {name: {type: string}}
        steps:
          - {id: step, run: "do [[ params.name ]]", probe: {command: "is [[ params.name ]]"}}
        outputs: {done: "[[ params.name ]]"}
        """.Replace("[[", "{{", StringComparison.Ordinal).Replace("]]", "}}", StringComparison.Ordinal));

    [Fact]
    public async Task A_runbook_with_everything_survives_a_crash_at_every_append() => await SurvivesAsync(Everything, Inner);

    [Fact]
    public void Any_runbook_survives_a_crash_at_every_append() =>
        Prop.ForAll(Runbooks().ToArbitrary(), steps => SurvivesAsync(steps).Wait())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(12).WithReplay(20261121, 7));

    private static async Task SurvivesAsync(string steps, params (string, string)[] callees)
    {
        var whole = NewStage(steps, callees);
        var expected = Picture((await whole.StartAsync()).State);
        var appends = (await whole.Run.ReadAsync(default)).Count;
        Assert.NotNull((await whole.OpenAsync()).State.Finished);
        for (var n = 2; n <= appends; n++)
        {
            foreach (var afterwards in new[] { false, true })
            {
                var stage = NewStage(steps, callees);
                stage.Run.DieAt = n;
                stage.Run.DieAfterwards = afterwards;
                await Assert.ThrowsAsync<StoreException>(stage.StartAsync);
                var finished = await FinishedAsync(stage);
                stage.Run.DieAt = null;
                stage.World.Requests.Clear();

                var end = await stage.ResumeAsync();

                Assert.True(end.Outcome == RunOutcome.Succeeded, $"append {n}: {end.Outcome} {end.Message}");
                Assert.Equal(expected, Picture(end.State));
                Assert.Empty(stage.World.Requests.Select(request => string.Join(' ', request.Arguments)).Intersect(finished));
                Assert.All(stage.World.Effects, effect => Assert.Equal(1, effect.Value));
            }
        }
    }

    private static Stage NewStage(string steps, (string, string)[] callees) =>
        new(steps, "", callees) { Reply = _ => new(true, "bob@host", null) };

    private static async Task<HashSet<string>> FinishedAsync(Stage stage) =>
        [.. (await stage.OpenAsync()).State.Steps.Where(step => step is { Status: StepStatus.Succeeded, Command: not null })
            .Select(step => string.Join(' ', step.Command!.Value))];

    private static List<string> Picture(RunState state) =>
        [.. state.Steps.Select(step => $"{step.Address} {step.Status}").Order(StringComparer.Ordinal), .. state.Outputs!.Entries.Select(entry => entry.ToString())];

    /// <summary>Steps of all kinds, nested two deep, with names that are unique.</summary>
    private static Gen<string> Runbooks() => Gen.Sized(_ => Steps(2)).Select(steps =>
    {
        var next = 0;
        var text = steps;
        while (text.IndexOf('#') is >= 0 and var at)
        {
            // A step's id and its effect have the same number; they stand on one line as #id and ~.
            var end = text.IndexOf('\n', at);
            var line = text[at..(end < 0 ? text.Length : end)].Replace("#", $"s{next}", StringComparison.Ordinal).Replace("~", $"e{next}", StringComparison.Ordinal);
            text = text[..at] + line + (end < 0 ? "" : text[end..]);
            next++;
        }

        return text;
    });

    private static Gen<string> Steps(int depth, string indent = "  ") =>
        from count in Gen.Choose(1, 3)
        from steps in Step(depth, indent).ListOf(count)
        select string.Join('\n', steps);

    private static Gen<string> Step(int depth, string indent)
    {
        var plain = Gen.Elements(
            $"{indent}- {{id: #, run: do ~, probe: {{command: is ~}}}}",
            $"{indent}- {{id: #, run: say ~, repeatable: true, outputs: {{text: '{{{{ stdout }}}}'}}}}",
            depth == 2 ? $"{indent}- {{checkpoint: #}}" : $"{indent}- {{id: #, verify: {{that: true}}}}",
            $"{indent}- {{id: #, approve: {{title: Go on?}}}}",
            $"{indent}- {{id: #, when: '{{{{ 1 > 2 }}}}', run: do ~, repeatable: true}}");
        if (depth == 0) return plain;
        var inner = indent + "      ";
        var branches =
            from one in Steps(depth - 1, inner)
            from two in Steps(depth - 1, inner)
            select $"{indent}- id: #\n{indent}  parallel:\n{indent}    - id: #\n{indent}      steps:\n{one}\n{indent}    - id: #\n{indent}      steps:\n{two}";
        return Gen.OneOf(plain, plain, branches);
    }
}
