namespace MeshRunbook.Cli.Tests;

/// <summary>What is printed where it is not a terminal that reads it, and where people want no colours.</summary>
public sealed class PlainOutputTests : IDisposable
{
    private const char Escape = '\u001b';
    private readonly Workplace _workplace = new();

    public PlainOutputTests() => _workplace.Write("""
        steps:
          - id: one
            shell: printf '\033[31mred\033[0m\007\n'; printf '\033]0;title\007' >&2; exit 1
          - id: ok
            approve: {title: Does it work?}
        """);

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Without_a_terminal_there_are_plain_lines_and_no_escape_sequence()
    {
        var failed = await _workplace.ExpectAsync(1, "execute", "small.yaml");
        var waiting = await _workplace.ExpectAsync(4, "resume", "--skip", "one", "--reason", "known");
        var status = await _workplace.ExpectAsync(0, "status");
        var help = await _workplace.ExpectAsync(0, "--help");

        foreach (var shown in (string[])[failed.Shown, waiting.Shown, status.Shown, help.Shown])
        {
            Assert.DoesNotContain(Escape, shown);
            Assert.DoesNotContain('\r', shown);
            Assert.DoesNotContain('\a', shown);
        }

        Assert.Contains("| red\n", failed.Error);
    }

    [Fact]
    public async Task On_a_terminal_there_are_colours_unless_NO_COLOR_says_no()
    {
        await _workplace.ExpectAsync(1, "execute", "small.yaml");

        var coloured = await OnTerminalAsync("status");
        _workplace.Environment["NO_COLOR"] = "1";
        var plain = await OnTerminalAsync("status");

        Assert.Contains($"{Escape}[31m", coloured.Output);
        Assert.DoesNotContain($"{Escape}[31m", plain.Output);
        Assert.Contains("✘ one: one", plain.Output);
    }

    private async Task<ProgramResult> OnTerminalAsync(string words) => await Workplace.ExpectAsync(
        RunningProgram.Start("script", ["-qec", $"{Programs.Runbook} {words}", "/dev/null"], _workplace.Folder.Path, _workplace.Environment), 0, words);
}
