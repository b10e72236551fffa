using MeshRunbook.Cli.Terminal.Progress;

namespace MeshRunbook.Cli.Tests.Terminal;

public sealed class StyledLineTests
{
    [Theory]
    [InlineData("plain", 5)]
    [InlineData("漢字", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀", 2)]
    [InlineData("✔ ⚑ ●", 5)]
    [InlineData("", 0)]
    public void Text_is_measured_in_cells(string text, int cells) => Assert.Equal(cells, Cells.Width(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("漢字漢字", 6, "漢字…")]
    [InlineData("a 😀😀", 4, "a…")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "")]
    public void Text_is_cut_between_characters(string text, int width, string cut) => Assert.Equal(cut, Cells.Cut(text, width, "…"));

    [Fact]
    public void A_title_gives_way_before_what_stands_behind_it()
    {
        var line = StyledLine.Fit(20, Symbols.Unicode, new("● "), new("A very long title of a step", Tone.Plain, true), new("  12s", Tone.Dim));

        Assert.Equal("● A very long…  12s", line.Text);
    }

    [Fact]
    public void Line_breaks_and_escape_sequences_never_get_into_a_line()
    {
        var line = StyledLine.Fit(80, Symbols.Unicode, new Piece("two\nlines \u001b[31mred"));

        Assert.Equal("twolines red", line.Text);
    }

    [Fact]
    public void In_plain_characters_others_are_question_marks()
    {
        Assert.Equal("na?ve ?", StyledLine.Fit(80, Symbols.Ascii, new Piece("naïve 😀")).Text);
    }

    [Theory]
    [InlineData("C.UTF-8", null, true)]
    [InlineData("de_DE.utf8", null, true)]
    [InlineData("C", null, false)]
    [InlineData(null, null, false)]
    [InlineData("en_US.UTF-8", "C", false)]
    public void The_locale_says_which_signs_can_be_shown(string? lang, string? all, bool unicode)
    {
        var symbols = Symbols.OfLocale(name => name switch { "LANG" => lang, "LC_ALL" => all, _ => null });

        Assert.Equal(unicode, symbols == Symbols.Unicode);
    }
}
