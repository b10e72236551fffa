namespace MeshRunbook.Cli.Tests;

/// <summary>A runbook is corrected while a run of it stands still, and the run goes on with the new text.</summary>
public sealed class ResumeWithOtherTextTests : IDisposable
{
    private const string Body = """
        parameters:
          who: {type: string, default: ann}
        steps:
          - id: first
            title: Begin
            repeatable: true
            run: sh -c 'echo first >> trace'
          - id: broken
            repeatable: true
            run: sh -c 'echo broken >> trace; exit 3'
          - id: last
            repeatable: true
            run: sh -c 'echo last-$0 >> trace' {{ params.who }}
        """;

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_failed_step_may_be_corrected_and_what_is_done_is_not_repeated()
    {
        await _workplace.ExpectAsync(1, "execute", _workplace.Write(Body));
        _workplace.Write(Body.Replace("; exit 3", "", StringComparison.Ordinal));

        var result = await _workplace.ExpectAsync(0, "resume", "--runbook", "small.yaml", "--reason", "it was wrong");

        Assert.Equal(["first", "broken", "broken", "last-ann"], _workplace.Trace);
        Assert.Contains("broken: run", result.Error);
    }

    [Fact]
    public async Task The_move_is_recorded_with_both_digests_and_the_new_text_is_kept_with_the_run()
    {
        await _workplace.ExpectAsync(1, "execute", _workplace.Write(Body));
        var before = (string)(await _workplace.AskAsync("plan", "small.yaml", "--no-probe"))["digest"]!;
        _workplace.Write(Body.Replace("exit 3", "exit 4", StringComparison.Ordinal));
        var after = (string)(await _workplace.AskAsync("plan", "small.yaml", "--no-probe"))["digest"]!;

        await _workplace.ExpectAsync(1, "resume", "--runbook", "small.yaml", "--reason", "another status");

        var line = Assert.Single(_workplace.Journal.Split('\n'), line => line.Contains("runbookChanged", StringComparison.Ordinal));
        Assert.Contains($"\"from\":\"{before}\"", line);
        Assert.Contains($"\"digest\":\"{after}\"", line);
        Assert.Contains("another status", line);
        File.Delete(_workplace.Folder["small.yaml"]);
        var again = await _workplace.ExpectAsync(1, "resume");
        Assert.Contains("exit 4", again.Error);
    }

    [Theory]
    [InlineData("echo first >>", "echo FIRST >>", "`first` is done, and its `run` has changed")]
    [InlineData("- id: first", "- id: begin", "`first` is done, and it is called `begin` in the new text")]
    [InlineData("  - id: first\n    title: Begin\n    repeatable: true\n    run: sh -c 'echo first >> trace'\n", "", "`first` is done, and the new text has no such step")]
    [InlineData("  - id: first\n", "  - id: new\n    verify: {that: true}\n  - id: first\n", "`first` is done, and `new`, which is not, stands before it in the new text")]
    public async Task A_text_in_which_a_finished_step_is_another_is_refused_and_the_step_is_named(string old, string changed, string said)
    {
        await _workplace.ExpectAsync(1, "execute", _workplace.Write(Body));
        var journal = _workplace.Journal;
        _workplace.Write(Body.Replace(old, changed, StringComparison.Ordinal));

        var result = await _workplace.ExpectAsync(5, "resume", "--runbook", "small.yaml", "--yes");

        Assert.Contains(said, result.Error);
        Assert.Equal(journal, _workplace.Journal);
        Assert.Equal(["first", "broken"], _workplace.Trace);
    }

    [Fact]
    public async Task Words_for_people_may_change_also_in_what_is_done()
    {
        await _workplace.ExpectAsync(1, "execute", _workplace.Write(Body));
        _workplace.Write(Body.Replace("Begin", "The beginning", StringComparison.Ordinal).Replace("exit 3", "exit 0", StringComparison.Ordinal));

        await _workplace.ExpectAsync(0, "resume", "--runbook", "small.yaml", "--yes");

        Assert.Equal(["first", "broken", "broken", "last-ann"], _workplace.Trace);
    }

    [Fact]
    public async Task Without_a_terminal_and_without_a_word_nothing_is_moved()
    {
        await _workplace.ExpectAsync(1, "execute", _workplace.Write(Body));
        _workplace.Write(Body.Replace("exit 3", "exit 0", StringComparison.Ordinal));

        var result = await _workplace.ExpectAsync(5, "resume", "--runbook", "small.yaml");

        Assert.Contains("--yes", result.Error);
        Assert.DoesNotContain("runbookChanged", _workplace.Journal);
    }

    [Fact]
    public async Task Steps_can_be_added_and_left_out_and_new_parameters_given()
    {
        await _workplace.ExpectAsync(1, "execute", _workplace.Write(Body), "--param", "who=bob");
        _workplace.Write("""
            parameters:
              who: {type: string, default: ann}
              more: {type: string}
            steps:
              - id: first
                title: Begin
                repeatable: true
                run: sh -c 'echo first >> trace'
              - id: instead
                repeatable: true
                run: sh -c 'echo $0 >> trace' {{ params.more }}
              - id: last
                repeatable: true
                run: sh -c 'echo last-$0 >> trace' {{ params.who }}
            """);

        var missing = await _workplace.ExpectAsync(3, "resume", "--runbook", "small.yaml", "--yes");
        var fixedOne = await _workplace.ExpectAsync(5, "resume", "--runbook", "small.yaml", "--yes", "--param", "who=eve", "--param", "more=x");
        await _workplace.ExpectAsync(0, "resume", "--runbook", "small.yaml", "--yes", "--param", "more=instead");

        Assert.Contains("`more`", missing.Error);
        Assert.Contains("`who`", fixedOne.Error);
        Assert.Equal(["first", "broken", "instead", "last-bob"], _workplace.Trace);
        Assert.Contains("last", (await _workplace.ExpectAsync(0, "status", "--all")).Output);
    }

    private const string Loop = """
        steps:
          - id: each
            forEach: [a, b]
            as: item
            steps:
              - id: before
                repeatable: true
                run: sh -c 'echo before-$0 >> trace' {{ item }}
              - id: after
                repeatable: true
                run: sh -c 'echo after-$0 >> trace; test $0 = a' {{ item }}
        """;

    [Theory]
    [InlineData("echo before-", "echo BEFORE-", "`each[a]/before` is done, and its `run` has changed")]
    [InlineData("test $0 = a", "true", "`each[a]/after` is done, and its `run` has changed")]
    [InlineData("[a, b]", "[a, b, c]", "`each` has begun, and its `forEach` has changed")]
    public async Task What_is_done_for_one_item_of_a_loop_cannot_change_for_the_others(string old, string changed, string said)
    {
        await _workplace.ExpectAsync(1, "execute", _workplace.Write(Loop));
        _workplace.Write(Loop.Replace(old, changed, StringComparison.Ordinal));

        var result = await _workplace.ExpectAsync(5, "resume", "--runbook", "small.yaml", "--yes");

        Assert.Contains(said, result.Error);
    }

    [Fact]
    public async Task In_a_loop_that_has_begun_a_step_that_no_item_has_done_may_change()
    {
        var body = Loop.Replace("test $0 = a", "false", StringComparison.Ordinal);
        await _workplace.ExpectAsync(1, "execute", _workplace.Write(body));
        _workplace.Write(body.Replace("; false", "", StringComparison.Ordinal).Replace("    as: item", "    as: item\n    maxParallel: 1\n    maxFailures: 1", StringComparison.Ordinal));

        await _workplace.ExpectAsync(0, "resume", "--runbook", "small.yaml", "--yes");

        Assert.Equal(["before-a", "after-a", "after-a", "before-b", "after-b"], _workplace.Trace);
    }

    [Theory]
    [InlineData("callee.yaml", "echo in-", "echo IN-", "`inner/work` is done, and its `run` has changed")]
    [InlineData("small.yaml", "who: x", "who: y", "`inner/work` is done, and the argument `who` of the call has changed")]
    [InlineData("callee.yaml", "env: {A: b}", "env: {A: c}", "`inner/work` is done, and `env.A` of its runbook has changed")]
    public async Task What_is_done_inside_a_call_is_compared_with_its_arguments(string file, string old, string changed, string said)
    {
        await FailInCallAsync();
        _workplace.Folder.Write(file, File.ReadAllText(_workplace.Folder[file]).Replace(old, changed, StringComparison.Ordinal));

        var result = await _workplace.ExpectAsync(5, "resume", "--runbook", "small.yaml", "--yes");

        Assert.Contains(said, result.Error);
    }

    [Fact]
    public async Task Inside_a_call_what_has_failed_may_change_and_its_new_text_is_pinned_too()
    {
        await FailInCallAsync();
        _workplace.Folder.Write("callee.yaml", File.ReadAllText(_workplace.Folder["callee.yaml"]).Replace("run: test -e go", "run: sh -c 'echo went >> trace; test -e go'", StringComparison.Ordinal));
        await _workplace.ExpectAsync(1, "resume", "--runbook", "small.yaml", "--yes");
        File.Delete(_workplace.Folder["callee.yaml"]);
        _workplace.Touch("go");

        await _workplace.ExpectAsync(0, "resume");

        Assert.Equal(["in-x", "went", "went"], _workplace.Trace);
    }

    private async Task FailInCallAsync()
    {
        _workplace.Write("""
            parameters:
              who: {type: string}
            env: {A: b}
            steps:
              - id: work
                repeatable: true
                run: sh -c 'echo in-$0 >> trace' {{ params.who }}
              - id: stop
                repeatable: true
                run: test -e go
            """, "callee");
        await _workplace.ExpectAsync(1, "execute", _workplace.Write("""
            steps:
              - id: inner
                call: callee.yaml
                with: {who: x}
            """));
    }

    [Fact]
    public async Task A_step_in_doubt_may_change_but_not_go()
    {
        const string doubtful = """
            steps:
              - id: long
                run: sh -c 'echo long >> trace; touch begun; until test -e go; do sleep 0.02; done'
                probe: {command: test -e mark}
            """;
        await using (var program = _workplace.Start("execute", _workplace.Write(doubtful)))
        {
            await _workplace.FileAsync("begun");
            await program.KillAsync();
        }

        _workplace.Write("""
            steps:
              - id: other
                verify: {that: true}
            """);
        var gone = await _workplace.ExpectAsync(5, "resume", "--runbook", "small.yaml", "--yes");
        _workplace.Touch("go");
        _workplace.Write(doubtful.Replace("until test -e go; do sleep 0.02; done", "touch mark", StringComparison.Ordinal));
        await _workplace.ExpectAsync(0, "resume", "--runbook", "small.yaml", "--yes");

        Assert.Contains("`long` is in doubt", gone.Error);
        Assert.Equal(["long", "long"], _workplace.Trace);
    }

    [Fact]
    public async Task An_answer_to_an_open_gate_lapses_with_the_text_that_it_was_given_for()
    {
        const string gated = """
            steps:
              - id: ok
                approve: {title: Go on?}
              - id: last
                repeatable: true
                run: sh -c 'echo last >> trace'
            """;
        await _workplace.ExpectAsync(4, "execute", _workplace.Write(gated));
        await _workplace.ExpectAsync(0, "approve", "--yes");
        _workplace.Write(gated.Replace("echo last", "echo LAST", StringComparison.Ordinal));

        await _workplace.ExpectAsync(4, "resume", "--runbook", "small.yaml", "--yes");

        Assert.Empty(_workplace.Trace);
    }

    [Fact]
    public async Task An_invalid_text_is_refused_before_anything_is_recorded()
    {
        await _workplace.ExpectAsync(1, "execute", _workplace.Write(Body));
        _workplace.Write("steps: []\n");

        await _workplace.ExpectAsync(3, "resume", "--runbook", "small.yaml", "--yes");

        Assert.DoesNotContain("runbookChanged", _workplace.Journal);
    }
}
