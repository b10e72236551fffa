using MeshRunbook.Execution.Running;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Tests;

/// <summary>Carries a scenario's rehearsal out and holds it to what the scenario expects.</summary>
internal static class Rehearse
{
    public static async Task EndsAsItsScenarioSaysAsync(string name)
    {
        await using var mesh = new RehearsalMesh();
        var scenario = RehearsalScenario.Read(name, mesh.Folder);
        await mesh.UpAsync(scenario.File);

        MapValue parameters = scenario.Parameters;
        var start = "";
        foreach (var earlier in scenario.Before)
        {
            if (earlier.IsTakenBack) start = await mesh.StateAsync();
            var done = await RehearsalRun.ExecuteAsync(mesh, earlier.Runbook, earlier.Parameters, earlier.Answers);
            Assert.True(done.Outcome == (earlier.Answers.Entries.IsEmpty ? RunOutcome.Succeeded : RunOutcome.Rejected), done.Story);
            if (earlier.IsTakenBack) parameters = done.Carried;
        }

        var before = await mesh.StateAsync();
        var end = await RehearsalRun.ExecuteAsync(mesh, scenario.Runbook, parameters, new([]));
        var after = await mesh.StateAsync();

        var fails = scenario.Expect.Text("result") == "failed";
        Assert.True(end.Outcome == (fails ? RunOutcome.Failed : RunOutcome.Succeeded), end.Story);
        if (fails) Assert.Equal(scenario.Expect.Text("at"), end.FailedAt.First());
        if (scenario.Expect.Truth("unchanged")) Assert.Equal(before, after);
        if (scenario.Expect.Truth("restored")) Assert.Equal(start, after);
        await AssertProbesAsync(mesh, haveFailed: scenario.Expect.Text("probes") == "failed");
    }

    private static async Task AssertProbesAsync(RehearsalMesh mesh, bool haveFailed)
    {
        var report = await mesh.ReportAsync();
        Assert.True((long)report["checked"]! > 0, report.ToJsonString());
        Assert.True((long)report["failed"]! > 0 == haveFailed, report.ToJsonString());
        Assert.Equal(0, (long)report["gatewayInterruptions"]!);
    }
}
