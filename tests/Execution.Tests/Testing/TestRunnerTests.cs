using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Testing;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Testing;
using MeshRunbook.Language.Text;
using TestResult = MeshRunbook.Execution.Testing.TestResult;

namespace MeshRunbook.Execution.Tests.Testing;

public sealed class TestRunnerTests
{
    private const string Loop = """
        steps:
          - id: look
            run: list --all
            repeatable: true
            outputs: {names: "{{ lines stdout }}"}
          - id: move
            forEach: "{{ steps.look.outputs.names }}"
            as: name
            maxParallel: 2
            steps:
              - id: label
                run: label {{ name }}
                timeout: 10m
                retry: {attempts: 3, delay: 10s}
                repeatable: true
          - checkpoint: done
        outputs: {names: "{{ steps.look.outputs.names }}"}
        """;

    private const string Wait = """
        steps:
          - id: settled
            wait: [{rollout: namespace/shop}, {ready: deployment/cart, namespace: shop}]
            every: 7s
            timeout: 10m
          - id: sure
            verify: {trust: [citadel, meshca]}
        """;

    private const string Gates = """
        parameters: {approvers: {type: list, items: string, default: []}}
        steps:
          - id: sure
            approve: {title: Sure?, approvers: "{{ params.approvers }}", minApprovals: 2, notBy: starter, timeout: 24h}
          - id: do
            run: do it
            repeatable: true
        """;

    [Fact]
    public async Task Items_run_side_by_side_in_the_time_of_the_test()
    {
        var results = await RunAsync(Loop, """
            - name: three items, two at a time
              commands:
                - {run: list --all, stdout: "a\nb\nc"}
                - {run: label b, takes: 5m}
                - {run: label *, takes: 3m}
              expect: {steps: [look, "move[a]/label", "move[b]/label", "move[c]/label", done], commands: [list *, label a, label b, label c], outputs: {names: [a, "*", c]}, lasts: 6m}
            """);

        Passes(results);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_ended_and_tried_again()
    {
        var results = await RunAsync(Loop, """
            - name: the third try is in time
              commands:
                - {run: list --all, stdout: a}
                - {run: label a, takes: 2h, times: 2}
                - {run: label a, takes: 1m}
              expect: {lasts: 21m20s}
            - name: none is
              commands: [{run: list --all, stdout: a}, {run: label a, takes: 2h}]
              expect: {failure: "*`move[a]/label` failed: `label` did not end within 10m and was ended", lasts: 30m20s}
            """);

        Passes(results);
    }

    [Fact]
    public async Task What_is_not_answered_is_said_all_at_once_and_as_it_is_to_be_written()
    {
        var results = await RunAsync(Loop, """
            - name: nothing is canned
              commands: [{run: label b}]
              expect: {status: succeeded}
            """);

        var failure = Assert.Single(Assert.Single(results).Failures);
        Assert.Equal(["commands:", "  - run: list --all"], failure.Lines);

        results = await RunAsync(Loop, """
            - name: the items are not
              commands: [{run: list *, stdout: "a\n'b c'"}]
              expect: {status: succeeded}
            """);

        failure = Assert.Single(Assert.Single(results).Failures);
        Assert.Equal(["commands:", "  - run: label a", "  - run: \"label ''\\\\''b c'\\\\'''\""], failure.Lines);
    }

    [Fact]
    public async Task A_command_out_of_order_is_shown_in_its_place()
    {
        var results = await RunAsync(Loop, """
            - name: b before a
              commands: [{run: list *, stdout: "a\nb"}, {run: label *}]
              expect: {commands: [list *, label b, label a], never: [label b]}
            """);

        var failures = Assert.Single(results).Failures;
        Assert.Equal(["another command came than expected", "a command ran that must never run"], failures.Select(failure => failure.Message));
        Assert.Equal(["  list --all", "- label b", "+ label a", "+ label b"], failures[0].Lines);
        Assert.Equal(["- label b", "+ label b"], failures[1].Lines);
    }

    [Fact]
    public async Task Answers_that_were_not_needed_fail_the_test()
    {
        var results = await RunAsync(Loop, """
            - name: too many
              commands:
                - {run: list *, times: 2}
                - run: remove *
              expect: {steps: [look, done]}
            """);

        Assert.Equal(["a canned answer was needed 1 times, not 2", "a canned answer was not needed"], Assert.Single(results).Failures.Select(failure => failure.Message));
    }

    [Fact]
    public async Task Waits_are_skipped_and_still_take_the_time_that_they_take()
    {
        var results = await RunAsync(Wait, """
            - name: it settles
              conditions:
                - {condition: {rollout: namespace/shop}, after: 1m}
                - {condition: {ready: "deployment/*"}, answer: cannotTell, times: 3}
                - condition: ready
                - condition: {trust: citadel meshca}
              expect: {steps: [settled, sure], lasts: 1m3s}
            - name: it never does
              conditions: [{condition: rollout, answer: doesNotHold, says: 2 left, help: look at them}, {step: settled}]
              expect: {failure: "`settled` failed: after 10m: 2 left (look at them)", lasts: 10m}
            - name: what cannot be told is asked thrice
              conditions: [{step: settled}, {step: sure, answer: cannotTell, times: 3, says: no answer}]
              expect: {failure: "`sure` failed: no answer", lasts: 4s}
            """);

        Passes(results);
    }

    [Fact]
    public async Task People_answer_when_and_as_the_test_says()
    {
        var results = await RunAsync(Gates, """
            - name: two approve, hours apart
              commands: [{run: do it}]
              gates: {sure: [{answer: approve, after: 1h}, {answer: approve, after: 2h}]}
              expect: {lasts: 3h}
            - name: one approval is not enough
              gates: {sure: {answer: approve, by: ann}}
              expect: {status: waiting, never: [do it]}
            - name: the starter's does not count
              gates: {sure: {answer: approve, by: starter}}
              expect: {status: waiting}
            - name: members of the team count
              parameters: {approvers: [team]}
              commands: [{run: do it}]
              gates: {sure: [approve, approve]}
              expect: {status: succeeded}
            - name: others do not
              parameters: {approvers: [team]}
              gates: {sure: [{answer: approve, by: ann}, {answer: approve, by: eve}]}
              expect: {status: waiting}
            - name: nobody answers in time
              gates: {sure: nobody}
              expect: {failure: "`sure` failed: *", lasts: 24h}
            - name: a rejection
              gates: {sure: {answer: reject, comment: not now}}
              expect: {status: rejected, failure: "*not now"}
            """, "teams: {team: [ann, bob]}");

        Passes(results);
    }

    [Fact]
    public async Task A_script_is_really_run_and_reaches_nothing_but_stand_ins()
    {
        const string script = """
            requires: [{tool: kubectl}]
            steps:
              - id: names
                shell: |
                  kubectl get pods -o json | jq -r '.items[].name'
                  if command -v git curl ssh docker > /dev/null; then echo leak; fi
                  printf 'kind: Pod\n' | kubectl apply -f -
                repeatable: true
                outputs: {names: "{{ stdout }}"}
            outputs: {names: "{{ steps.names.outputs.names }}"}
            """;

        var results = await RunAsync(script, """
            - name: it is run
              commands:
                - {step: names, real: true}
                - {run: kubectl get pods -o json, json: {items: [{name: a}, {name: b}]}}
                - {run: kubectl apply -f -, stdin: "kind: Pod", stdout: created}
              expect: {commands: [shell names, kubectl get *, kubectl apply *], outputs: {names: "a\nb\ncreated"}}
            - name: what it pipes in is another thing
              commands: [{step: names, real: true}, {run: kubectl get *, json: {items: []}}, {run: kubectl apply *, stdin: "kind: Service"}]
              expect: {status: succeeded}
            """);

        Assert.Empty(results[0].Failures.SelectMany(failure => failure.Lines.Prepend(failure.Message)));
        Assert.Equal(["commands:", "  - run: kubectl apply -f -"], Assert.Single(results[1].Failures).Lines);
    }

    private static void Passes(IEnumerable<TestResult> results) => Assert.All(results, result =>
        Assert.True(result.IsPassed, $"{result.Name}: {string.Join('\n', result.Failures.SelectMany(failure => failure.Lines.Prepend(failure.Message)))}"));

    private static async Task<List<TestResult>> RunAsync(string runbook, string tests, string head = "")
    {
        var sources = new Texts(runbook);
        var text = $"apiVersion: meshrunbook/v1\nkind: RunbookTest\nrunbook: small.yaml\n{head}\ntests:\n  {tests.ReplaceLineEndings("\n  ")}\n";
        var compilation = TestCompiler.Compile(new SourceText("small.test.yaml", text), sources);
        Assert.True(compilation.Tests is not null, DiagnosticRenderer.Render(compilation.Diagnostics));
        var runner = new TestRunner(compilation.Tests, new Coverage(), new ProcessCommands(TimeProvider.System));
        var results = new List<TestResult>();
        foreach (var test in compilation.Tests.Tests) results.Add(await runner.RunAsync(test));
        return results;
    }

    private sealed class Texts(string body) : ISources
    {
        public SourceText? Open(SourceText from, string path) =>
            new(path, "apiVersion: meshrunbook/v1\nkind: Runbook\nmetadata: {name: small, version: 1.0.0, title: Small}\n" + body + "\n");
    }
}
