using MeshRunbook.Cli.Terminal.Progress;

namespace MeshRunbook.Cli.Tests.Terminal;

public sealed class LiveRegionTests
{
    private readonly TinyTerminal _terminal = new(40, 10);
    private readonly LiveRegion _region;

    public LiveRegionTests() => _region = new(_terminal.Write, colour: true);

    [Fact]
    public void A_frame_takes_the_place_of_the_one_before()
    {
        Draw("one", "two", "three");
        Draw("1", "2");
        Draw("eins", "zwei", "drei", "vier");

        Assert.Equal("eins\nzwei\ndrei\nvier", _terminal.Text);
    }

    [Fact]
    public void A_frame_is_one_write_after_which_the_cursor_is_shown()
    {
        Draw("one", "two");

        Assert.Equal(1, _terminal.Writes);
        Assert.True(_terminal.IsCursorShown);
    }

    [Fact]
    public void Nothing_is_written_where_nothing_has_changed()
    {
        Draw("one", "two");
        Draw("one", "two");

        Assert.Equal(1, _terminal.Writes);
    }

    [Fact]
    public void What_is_said_stays_above_the_picture()
    {
        Draw("one", "two");
        _region.Say([Line("stopping")], _terminal.Size);
        Draw("1", "2", "3");

        Assert.Equal("stopping\n1\n2\n3", _terminal.Text);
    }

    [Fact]
    public void A_picture_that_is_left_stays_and_the_next_begins_below()
    {
        Draw("one", "two");
        _region.Leave();
        _terminal.Write("Approve? yes\r\n");
        Draw("1");

        Assert.Equal("one\ntwo\nApprove? yes\n1", _terminal.Text);
    }

    [Fact]
    public void At_the_end_the_picture_is_replaced_even_by_more_than_the_screen_holds()
    {
        Draw("one", "two");
        _region.Replace([.. Enumerable.Range(1, 15).Select(i => Line($"line {i}"))], _terminal.Size);
        _terminal.Write("done\r\n");

        Assert.Equal(string.Join('\n', Enumerable.Range(1, 15).Select(i => $"line {i}").Append("done")), _terminal.Text);
    }

    [Fact]
    public void A_terminal_made_narrower_keeps_no_remains()
    {
        Draw(new string('a', 39), new string('b', 39), "c");
        _terminal.Resize(15, 10);
        Draw("one", "two");

        Assert.Equal("one\ntwo", _terminal.Text);
    }

    [Fact]
    public void Colours_are_left_out_where_nobody_wants_them()
    {
        var written = "";
        new LiveRegion(text => written += text, colour: false).Draw([new([new("bad", Tone.Bad)])], (40, 10));

        Assert.DoesNotContain("[31m", written);
        Assert.Contains("bad", written);
    }

    private void Draw(params string[] lines) => _region.Draw([.. lines.Select(Line)], _terminal.Size);

    private static StyledLine Line(string text) => new([new(text, Tone.Good)]);
}
