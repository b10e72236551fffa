using System.Text;
using MeshRunbook.Cli.Terminal.Progress;

namespace MeshRunbook.Cli.Tests.Terminal;

public sealed class ProgressViewTests
{
    public static TheoryData<string> Names => [.. Plays.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_moment_of_a_run_looks_as_it_did(string name)
    {
        var play = Plays.All[name]();
        var text = new StringBuilder();

        foreach (var (width, height) in (ReadOnlySpan<(int, int)>)[(60, 12), (60, 40), (110, 12), (110, 40)])
            Show(text, $"{width} x {height}", width, ProgressView.Lines(play.Scene(width, height)));
        Show(text, "at the end", 110, FinalView.Lines(play.Scene(110, 40)));

        Golden.Matches(Repository.At("tests", "Cases", "progress", name + ".txt"), text.ToString());
    }

    [Fact]
    public void Without_UTF_8_only_plain_characters_are_used()
    {
        foreach (var play in Plays.All.Values.Select(make => make()))
            foreach (var line in ProgressView.Lines(play.Scene(80, 40, Symbols.Ascii)).Concat(FinalView.Lines(play.Scene(80, 40, Symbols.Ascii))))
                Assert.True(Ascii.IsValid(line.Text), line.Text);
    }

    private static void Show(StringBuilder text, string name, int width, IReadOnlyList<StyledLine> lines)
    {
        text.Append($"{name} {new string('=', width - name.Length - 1)}\n");
        foreach (var line in lines) text.Append(line.Text).Append('\n');
        text.Append('\n');
    }
}
