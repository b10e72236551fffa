namespace MeshRunbook.Cli.Tests;

/// <summary>Runs that earlier versions have left behind are read and gone on with for ever.</summary>
public sealed class RecordedRunTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    /// <summary>Format 1, as version 1.0.0 wrote it: the run waits at a gate, and the answer has been posted.</summary>
    [Fact]
    public async Task A_run_of_format_1_is_shown_audited_and_gone_on_with()
    {
        Copy(Repository.At("tests", "Cli.Tests", "Recorded", "format-1"), _workplace.State);
        foreach (var name in (string[])["made", "did-a", "did-b", "did-c", "go"]) _workplace.Touch(name);

        var list = await _workplace.ExpectAsync(0, "list");
        var status = await _workplace.AskAsync("status");
        var log = await _workplace.ExpectAsync(0, "logs", _workplace.Run, "make");
        var audited = await _workplace.ExpectAsync(0, "audit");
        _workplace.Environment["RUNBOOK_PARAM_token"] = "open-sesame";
        var resumed = await _workplace.ExpectAsync(0, "resume");
        await _workplace.ExpectAsync(0, "audit");

        Assert.Contains("waits for a person", list.Output);
        Assert.Equal((53, "half"), ((int)status["events"]!, (string)status["lastCheckpoint"]!));
        Assert.Equal("made\n", log.Output);
        Assert.Contains("did not pin its record yet", audited.Output);
        Assert.Contains("done: 13 steps done, 1 skipped", resumed.Output);
        Assert.DoesNotContain("make: $", resumed.Output);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from)) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
