namespace MeshRunbook.Cli.Tests;

/// <summary>Somebody undoes a finished step between two stretches of work on a run.</summary>
public sealed class DriftTests : IDisposable
{
    private const string Body = """
        steps:
          - id: make
            run: sh -c "echo make >> trace; touch mark"
            probe: {command: test -e mark}
          - id: stop
            repeatable: true
            run: test -e go
        """;

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_resume_stops_at_drift_and_says_what_was_and_what_is()
    {
        await DriftedAsync();

        var result = await _workplace.ExpectAsync(5, "resume");

        Assert.Contains("drift: `make`", result.Error);
        Assert.Contains($"runbook resume {_workplace.Run} --redo make", result.Error);
        Assert.Contains($"runbook resume {_workplace.Run} --accept-drift", result.Error);
        Assert.Equal(["make"], _workplace.Trace);
    }

    [Fact]
    public async Task Accepted_drift_is_recorded_and_the_step_is_not_repeated()
    {
        await DriftedAsync();

        await _workplace.ExpectAsync(0, "resume", "--accept-drift");

        Assert.Equal(["make"], _workplace.Trace);
        Assert.Contains("drift was accepted", _workplace.Journal);
    }

    [Fact]
    public async Task A_drifted_step_is_done_once_more_when_a_person_says_so()
    {
        await DriftedAsync();

        await _workplace.ExpectAsync(0, "resume", "--redo", "make");

        Assert.Equal(["make", "make"], _workplace.Trace);
        Assert.True(File.Exists(_workplace.Folder["mark"]));
    }

    private async Task DriftedAsync()
    {
        await _workplace.ExpectAsync(1, "execute", _workplace.Write(Body));
        File.Delete(_workplace.Folder["mark"]);
        _workplace.Touch("go");
    }
}
