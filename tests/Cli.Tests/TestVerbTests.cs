using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace MeshRunbook.Cli.Tests;

public sealed class TestVerbTests : IDisposable
{
    private const string Runbook = """
        parameters: {name: {type: dns1123}}
        steps:
          - id: before
            run: list {{ params.name }}
            repeatable: true
            outputs: {old: "{{ lines stdout }}"}
          - id: remove
            when: "{{ (size steps.before.outputs.old) > 0 }}"
            run: remove {{ steps.before.outputs.old }}
            repeatable: true
          - id: sure
            approve: {title: Go on?}
          - id: each
            forEach: "{{ steps.before.outputs.old }}"
            as: item
            steps:
              - id: settled
                wait: {rollout: "namespace/{{ item }}"}
                timeout: 20m
        """;

    private const string Head = """
        apiVersion: meshrunbook/v1
        kind: RunbookTest
        runbook: small.yaml
        parameters: {name: shop}
        tests:

        """;

    private const string Passing = """
          - name: what is old is removed
            commands:
              - {run: list shop, stdout: "a\nb"}
              - run: remove a b
            conditions: [{condition: rollout, after: 15m}]
            gates: {sure: {answer: approve, after: 24h}}
            expect:
              steps: [before, remove, sure, "each[a]/settled", "each[b]/settled"]
              lasts: 1d30m

        """;

    private readonly Workplace _workplace = new();

    public TestVerbTests() => _workplace.Write(Runbook);

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task The_tests_of_the_shipped_runbooks_pass_and_reach_all_of_them()
    {
        var runbooks = Repository.At("runbooks");

        var report = JsonNode.Parse((await _workplace.ExpectAsync(0, "test", runbooks, "--coverage-min", "100", "-o", "json")).Output)!;

        Assert.Equal(0, (int)report["failed"]!);
        Assert.True((int)report["passed"]! >= 90, $"{report["passed"]} tests");
        Assert.Equal(100, (int)report["coverage"]!["percent"]!);
        Assert.Equal((int)report["coverage"]!["steps"]! + (int)report["coverage"]!["branches"]!, (int)report["coverage"]!["reached"]!);
        Assert.Equal(27, report["coverage"]!["runbooks"]!.AsArray().Count);
        TestContext.Current.SendDiagnosticMessage($"{report["passed"]} tests of the shipped runbooks in {report["seconds"]} s");
    }

    [Fact]
    public async Task Tests_are_found_by_their_runbook_or_folder_and_time_is_skipped()
    {
        Write(Passing);

        var beside = await _workplace.ExpectAsync(0, "test", "small.yaml");
        var here = await _workplace.ExpectAsync(0, "test");

        Assert.Matches("^small.test.yaml\n  . what is old is removed\n\n1 test passed in [0-9.]+s, for 24h 30m of runs\n$", beside.Output);
        Assert.Contains("1 test passed", here.Output);
    }

    [Fact]
    public async Task What_no_test_reaches_is_named_with_its_line()
    {
        Write(Passing);

        var result = await _workplace.ExpectAsync(1, "test", "--coverage", "--coverage-min", "90");
        var onLines = await _workplace.ExpectAsync(0, "test", "--coverage", "-o", "github");

        Assert.Contains("small.yaml   5 of 5   3 of 6\n", result.Output);
        Assert.Contains("not reached: small.yaml:10: remove when false\n", result.Output);
        Assert.Contains("not reached: small.yaml:14: sure rejected\n", result.Output);
        Assert.Contains("not reached: small.yaml:16: each without items\n", result.Output);
        Assert.Contains("::warning file=small.yaml,line=14,endLine=14,title=not reached by a test::sure rejected\n", onLines.Output);
        Assert.EndsWith("72 % is less than the 90 % that --coverage-min asks for\n", result.Output);
    }

    [Fact]
    public async Task A_command_without_an_answer_fails_the_test_and_what_to_write_makes_it_pass()
    {
        const string test = """
              - name: nothing is canned yet
                expect: {status: succeeded}

            """;
        Write(test);

        var failed = await _workplace.ExpectAsync(1, "test");

        Assert.Contains("small.test.yaml:6: the test has no answer for what the run asked; add\n", failed.Output);
        var told = failed.Output.Split('\n').SkipWhile(line => !line.EndsWith("; add", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.Length > 0).ToList();
        Assert.Equal(["    commands:", "      - run: list shop", "    gates:", "      sure: approve"], told);
        Write(test + string.Concat(told.Select(line => line + "\n")));
        await _workplace.ExpectAsync(0, "test");
    }

    [Fact]
    public async Task What_is_not_as_expected_is_shown_with_its_line_in_text_and_for_build_servers()
    {
        Write(Passing + """
              - name: it is removed <first>
                commands: [{run: list shop, stdout: a}, {run: remove a, exit: 3, stderr: "a is in use"}]
                expect:
                  commands: [remove *, list *]

            """);

        var result = await _workplace.ExpectAsync(1, "test", "--junit", "results.xml");

        Assert.Contains("""
              small.test.yaml:18: the run ended otherwise than expected
                - succeeded
                + failed
                  `remove` failed: `remove` ended with exit status 3: a is in use
              small.test.yaml:18: another command came than expected
                - remove *
                + list shop
                + remove a
            """, result.Output);
        Assert.Contains("1 test passed, 1 failed in ", result.Output);
        var suite = XDocument.Load(_workplace.Folder["results.xml"]).Root!.Element("testsuite")!;
        Assert.Equal(("2", "1"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!));
        Assert.Equal(["what is old is removed", "it is removed <first>"], suite.Elements("testcase").Select(one => (string)one.Attribute("name")!));
        Assert.Contains("a is in use", suite.Elements("testcase").Last().Element("failure")!.Value);
    }

    [Fact]
    public async Task Tests_are_chosen_by_name_and_wrong_ones_are_not_run()
    {
        Write(Passing + """
              - name: another
                expect: {status: failed}

            """);

        await _workplace.ExpectAsync(0, "test", "--filter", "*old*");
        var none = await _workplace.ExpectAsync(2, "test", "-f", "nothing");
        Write(Passing.Replace("remove, sure", "remov, sure", StringComparison.Ordinal));
        var wrong = await _workplace.ExpectAsync(3, "test");
        var untested = await _workplace.ExpectAsync(2, "test", _workplace.Write("steps: [{id: a, run: b}]", "untested"));

        Assert.StartsWith("error: no test has a name like `nothing`\nhelp: ", none.Error);
        Assert.Contains("error[RB0701]: the runbook has no step `remov`\n  --> small.test.yaml:", wrong.Error);
        Assert.Contains("= help: did you mean `remove`?", wrong.Error);
        Assert.EndsWith("error: the tests have 1 mistake\nhelp: correct what is shown above; no test was run\n", wrong.Error);
        Assert.Equal("error: `untested.yaml` has no tests\nhelp: write them into untested.test.yaml\n", untested.Error);
    }

    [Fact]
    public async Task Other_verbs_know_tests_too()
    {
        Write(Passing.Replace("commands:", "  commands:", StringComparison.Ordinal));

        var valid = await _workplace.ExpectAsync(3, "validate", ".");
        Write(Passing);
        var checkedAll = await _workplace.ExpectAsync(0, "validate", ".");
        var plan = await _workplace.ExpectAsync(3, "plan", "small.test.yaml");
        var diff = await _workplace.ExpectAsync(0, "diff", ".", ".");

        Assert.Contains("small.test.yaml:", valid.Error);
        Assert.Contains("1 runbook and 1 file of tests are valid\n", checkedAll.Output);
        Assert.Contains("these are tests of a runbook, not a runbook", plan.Error);
        Assert.DoesNotContain("test.yaml", diff.Output);
    }

    private void Write(string tests) => _workplace.Folder.Write("small.test.yaml", Head + tests);
}
