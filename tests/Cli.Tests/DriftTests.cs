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
        Assert.Contains("WHEN IT WAS DONE (", result.Error);
        Assert.Matches("`test` ended with exit status 0 +`test` ended with exit status 1", result.Error);
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

    [Fact]
    public async Task Probes_are_asked_at_the_same_time_a_few_at_once_and_all_that_has_drifted_is_shown()
    {
        // Each probe waits until it is not alone, which only ends where several are asked at once.
        _workplace.Folder.Write("probe", """
            touch "asked-$1"
            if [ -e again ]; then
              for i in $(seq 500); do set -- "$1" asked-*; [ $# -gt 4 ] && break; sleep 0.02; done
              echo $# >> met
              [ ! -e "lost-$1" ]
            fi
            """);
        _workplace.Write("""
            steps:
              - id: each
                forEach: "{{ ['a', 'b', 'c', 'd', 'e', 'f'] }}"
                as: one
                steps:
                  - id: act
                    run: "true"
                    probe: {command: "bash probe {{ one }}"}
              - id: stop
                repeatable: true
                run: test -e go
            """);
        await _workplace.ExpectAsync(1, "execute", "small.yaml");
        foreach (var file in Directory.GetFiles(_workplace.Folder.Path, "asked-*")) File.Delete(file);
        foreach (var name in (string[])["again", "go", "lost-b", "lost-e"]) _workplace.Touch(name);

        var result = await _workplace.ExpectAsync(5, "resume");

        Assert.Contains("drift: `each[b]/act`", result.Error);
        Assert.Contains("drift: `each[e]/act`", result.Error);
        Assert.Contains($"--redo each[b]/act --redo each[e]/act; or go on all the same: runbook resume {_workplace.Run} --accept-drift", result.Error);
        Assert.Contains(File.ReadAllLines(_workplace.Folder["met"]), line => int.Parse(line, System.Globalization.CultureInfo.InvariantCulture) > 4);
        Assert.DoesNotContain("drift was accepted", _workplace.Journal);
        await _workplace.ExpectAsync(0, "resume", "--redo", "each[b]/act", "--accept-drift");
    }

    private async Task DriftedAsync()
    {
        await _workplace.ExpectAsync(1, "execute", _workplace.Write(Body));
        File.Delete(_workplace.Folder["mark"]);
        _workplace.Touch("go");
    }
}
