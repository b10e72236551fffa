using System.Globalization;

namespace MeshRunbook.Cli.Tests;

public sealed class TimeoutTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task At_its_timeout_a_command_is_ended_politely_and_whoever_does_not_listen_however_deep_is_killed()
    {
        // Ignoring a signal is inherited by what a shell starts.
        _workplace.Folder.Write("deep.sh", """
            trap '' TERM
            setsid --fork bash -c 'echo $$ > daemon; exec sleep 300'
            bash -c 'setsid bash -c "echo \$\$ > grandchild; exec sleep 300" & wait'
            """);
        _workplace.Write("""
            steps:
              - id: deep
                timeout: 3s
                shell: bash deep.sh & trap 'echo asked >> trace; exit 0' TERM; while [ -d home ]; do sleep 0.1; done
            """);

        var failed = await _workplace.ExpectAsync(1, "execute", "small.yaml");

        Assert.Contains("`bash` did not end within 3s and was ended", failed.Error);
        Assert.Equal(["asked"], _workplace.Trace);
        foreach (var process in (string[])["daemon", "grandchild"])
            Assert.False(Commands.IsRunning(int.Parse(File.ReadAllText(_workplace.Folder[process]), CultureInfo.InvariantCulture)), process);
    }
}
