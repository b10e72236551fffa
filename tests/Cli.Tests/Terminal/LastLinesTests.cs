using MeshRunbook.Cli.Terminal.Progress;
using MeshRunbook.Execution;

namespace MeshRunbook.Cli.Tests.Terminal;

public sealed class LastLinesTests
{
    private static readonly Address Step = new("move[payments]/label");
    private readonly LastLines _lines = new();

    [Fact]
    public void Only_the_last_three_lines_are_kept()
    {
        foreach (var line in (string[])["one", "two", "", "three", "  ", "four"]) _lines.Printed(Step, line);

        Assert.Equal(["two", "three", "four"], _lines.Of(Step));
    }

    [Fact]
    public void Nothing_that_a_command_prints_reaches_the_terminal_as_a_command_to_it()
    {
        _lines.Printed(Step, "\u001b]0;title\u0007\u001b[2J\u001b[31mred\u001b[0m\ttab\u0008");

        Assert.Equal(["red tab"], _lines.Of(Step));
    }

    [Fact]
    public void Of_a_line_that_is_written_over_the_last_state_counts()
    {
        _lines.Printed(Step, "10%\r55%\r100%\r");

        Assert.Equal(["100%"], _lines.Of(Step));
    }

    [Fact]
    public void The_latest_note_stands_below_what_was_printed()
    {
        _lines.Noted(Step, "2 pods are not ready");
        _lines.Printed(Step, "waiting");
        _lines.Noted(Step, "1 pod is not ready");

        Assert.Equal(["waiting", "1 pod is not ready"], _lines.Of(Step));
    }

    [Fact]
    public void What_has_ended_is_forgotten()
    {
        _lines.Printed(Step, "waiting");
        _lines.Forget(Step);

        Assert.Empty(_lines.Of(Step));
    }
}
