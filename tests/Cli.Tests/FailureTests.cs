namespace MeshRunbook.Cli.Tests;

/// <summary>What failed is named, a person chooses the way on, and only what failed is done again.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public FailureTests()
    {
        _workplace.Write("steps:\n  - id: undo\n    shell: echo undo >> trace\n", "back");
        _workplace.Write("""
            steps:
              - id: move
                forEach: "{{ ['a', 'b', 'c', 'd', 'e'] }}"
                as: one
                maxFailures: 1
                steps:
                  - id: label
                    shell: echo "$ONE" >> trace; case $ONE in b|c) test -e go || { echo "$ONE is broken" >&2; exit 1; };; esac
                    env: {ONE: "{{ one }}"}
              - id: after
                shell: echo after >> trace
            """, metadata: "rollback: back.yaml");
    }

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Failed_items_name_themselves_and_each_way_on_can_be_typed_as_it_is_shown()
    {
        var failed = await _workplace.ExpectAsync(1, "execute", "small.yaml");

        var run = _workplace.Run;
        Assert.StartsWith("failed: `move[b]/label`: `bash` ended with exit status 1: b is broken\n", failed.Error.TrimStart('\n'), StringComparison.Ordinal);
        Assert.Contains("failed: `move[c]/label`: ", failed.Error);
        Assert.Contains($"runbook resume {run}\n", failed.Error);
        foreach (var item in (string[])["b", "c"])
        {
            Assert.Contains($"runbook resume {run} --skip 'move[{item}]/label' --reason TEXT\n", failed.Error);
            Assert.Contains($"runbook logs {run} 'move[{item}]/label'\n", failed.Error);
        }

        Assert.Contains($"runbook rollback {run}\n", failed.Error);
        // One failure is tolerated; after the second no new item begins.
        Assert.Equal(["a", "b", "c"], _workplace.Trace);
    }

    [Fact]
    public async Task Tried_again_only_the_failed_items_are_repeated()
    {
        await _workplace.ExpectAsync(1, "execute", "small.yaml");
        _workplace.Touch("go");

        await _workplace.ExpectAsync(0, "resume");

        Assert.Equal(["a", "b", "c", "b", "c", "d", "e", "after"], _workplace.Trace);
    }

    [Fact]
    public async Task A_step_that_is_left_out_is_recorded_with_who_and_why()
    {
        await _workplace.ExpectAsync(1, "execute", "small.yaml");

        await _workplace.AsAsync("maria", 1, "resume", "--skip", "move[b]/label", "--reason", "b is retired");

        Assert.Contains($"\"actor\":\"maria@{Environment.MachineName}\"", _workplace.Journal.Split('\n').Single(line => line.Contains("b is retired", StringComparison.Ordinal)));
        Assert.Equal(["a", "b", "c", "c", "d", "e"], _workplace.Trace);
    }

    [Fact]
    public async Task The_run_is_taken_back_where_a_person_says_so()
    {
        await _workplace.ExpectAsync(1, "execute", "small.yaml");

        await _workplace.ExpectAsync(0, "rollback", _workplace.Run);

        Assert.Equal(["a", "b", "c", "undo"], _workplace.Trace);
    }
}
