namespace MeshRunbook.Cli.Tests;

public sealed class ResumedPreludeTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_rehearsal_that_is_killed_before_its_own_run_goes_on_to_it()
    {
        await using (var engine = _workplace.Start("rehearse", Repository.At("runbooks", "rollback-distribute-root.yaml")))
        {
            await engine.PrintedAsync("names: done");
            await engine.KillAsync();
        }

        var result = await _workplace.ExpectAsync(0, "resume", _workplace.Run);

        Assert.Contains("\nrehearsed: ", result.Output);
        Assert.Contains("\nrestored: the mesh is what it was, object by object\n", result.Output);
        Assert.Contains(" checked, 0 failed\n", result.Output);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(_workplace.State, "runs")).Length);
    }
}
