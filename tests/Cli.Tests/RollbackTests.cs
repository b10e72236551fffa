namespace MeshRunbook.Cli.Tests;

public sealed class RollbackTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_rejected_run_is_taken_back_with_its_outputs_and_parameters()
    {
        _workplace.Write("""
            parameters:
              mesh: {type: string, description: Target}
              revision: {type: string, description: Where to go}
            steps:
              - id: discover
                shell: echo "rev-4 of $MESH"
                env: {MESH: "{{ params.mesh }}"}
                outputs: {before: "{{ stdout }}"}
              - id: ok
                approve: {title: Does it work?, onReject: rollback}
            outputs:
              before: "{{ steps.discover.outputs.before }}"
            """, metadata: "rollback: back.yaml");
        _workplace.Write("""
            parameters:
              mesh: {type: string, description: Target}
              before: {type: string, description: Where it came from}
              note: {type: string, description: More}
            steps:
              - id: back
                run: echo {{ params.mesh }}, {{ params.before }}, {{ params.note }}
            """, "back");
        await _workplace.ExpectAsync(4, "execute", "small.yaml", "-p", "mesh=east", "-p", "revision=rev-5");
        await _workplace.ExpectAsync(0, "reject");
        var forward = _workplace.Run;
        var rejected = await _workplace.ExpectAsync(1, "resume");

        var lacking = await _workplace.ExpectAsync(3, "rollback", forward);
        var done = await _workplace.ExpectAsync(0, "rollback", forward, "--param", "note=by hand");
        var list = await _workplace.AskAsync("list");

        Assert.Contains($"runbook rollback {forward}\n", rejected.Error);
        Assert.Contains("`note`", lacking.Error);
        Assert.DoesNotContain("`before`", lacking.Error);
        Assert.Contains("$ echo east, 'rev-4 of east,' 'by hand'\n", done.Output);
        Assert.Equal(forward, (string?)list[0]!["rollbackOf"]);
    }

    [Fact]
    public async Task What_the_rollback_calls_is_there_when_it_is_needed()
    {
        _workplace.Write("steps:\n  - id: one\n    run: \"false\"\n", metadata: "rollback: back.yaml");
        _workplace.Write("steps:\n  - id: back\n    call: undo.yaml\n", "back");
        _workplace.Write("steps:\n  - id: undo\n    run: echo undone\n", "undo");
        await _workplace.ExpectAsync(1, "execute", "small.yaml");
        File.Delete(_workplace.Folder["undo.yaml"]);

        var done = await _workplace.ExpectAsync(0, "rollback", _workplace.Run);

        Assert.Contains("$ echo undone\n", done.Output);
    }

    [Fact]
    public async Task A_run_whose_runbook_names_no_rollback_cannot_be_taken_back()
    {
        _workplace.Write("steps:\n  - id: one\n    run: \"false\"\n");
        await _workplace.ExpectAsync(1, "execute", "small.yaml");

        var result = await _workplace.ExpectAsync(5, "rollback", _workplace.Run);

        Assert.Contains("rollback", result.Error);
        Assert.Contains("help: ", result.Error);
    }
}
