using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MeshRunbook.Cli.Tests;

/// <summary>The engine of a rehearsal is killed: whoever resumes finds the simulated mesh again.</summary>
public sealed partial class ResumedRehearsalTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_rehearsal_that_is_killed_twice_ends_as_one_that_was_not()
    {
        var runbook = Repository.At("runbooks", "distribute-root.yaml");
        var whole = await _workplace.ExpectAsync(0, "rehearse", runbook, "--state", "whole");
        await using (var engine = _workplace.Start("rehearse", runbook))
        {
            await engine.PrintedAsync("names: done");
            // The mesh of a rehearsal that is under way is nobody else's to end.
            await _workplace.ExpectAsync(5, "resume", _workplace.Run);
            await SomeLinesAsync(engine);
            await engine.KillAsync();
        }

        var mesh = Mesh();
        await using (var engine = _workplace.Start("resume", _workplace.Run))
        {
            await SomeLinesAsync(engine);
            await engine.KillAsync();
        }

        var alive = Commands.IsRunning(mesh);
        var resumed = await _workplace.ExpectAsync(0, "resume", _workplace.Run);

        Assert.True(alive);
        Assert.Equal(Summary(whole), Summary(resumed));
        Assert.Contains("mTLS probes: N checked, 0 failed", Summary(resumed));
        await Workplace.UntilAsync(() => !Commands.IsRunning(mesh), "the mesh is gone");
    }

    // A moment that is another one in each test run.
    private static async Task SomeLinesAsync(RunningProgram engine)
    {
        var lines = engine.Output.Count(c => c == '\n') + Random.Shared.Next(1, 60);
        await Workplace.UntilAsync(() => engine.Output.Count(c => c == '\n') >= lines, $"{lines} lines");
    }

    private int Mesh() => (int)JsonNode.Parse(File.ReadAllText(
        Path.Combine(_workplace.State, "runs", _workplace.Run, "artifacts", "rehearsal.json")))!["ProcessId"]!;

    /// <summary>The last lines without times and without how often something was counted on the way.</summary>
    private static string Summary(ProgramResult result) =>
        Varying().Replace(result.Output[result.Output.IndexOf("\nrehearsed: ", StringComparison.Ordinal)..], match => match.Value[0] == ';' ? "" : "N" + match.Groups[1].Value);

    [GeneratedRegex(@"(?<=gateway requests: )[0-9]+(?:,[0-9]{3})*|[0-9,]+( made| checked)|; [0-9.hms ]+$", RegexOptions.Multiline)]
    private static partial Regex Varying();
}
