using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Tests.Diagnostics;

public sealed class DiagnosticRendererTests
{
    private static readonly Code Code = Codes.Find("RB0401")!;

    [Fact]
    public void Tabs_and_wide_characters_keep_the_caret_in_its_column()
    {
        var rendered = Render("\t名前: 値😀x", "x");

        Assert.Equal("""
            error[RB0401]: message
             --> a.yaml:1:9
              |
            1 |     名前: 値😀x
              |               ^ label
              |
              = help: help

            """, rendered);
    }

    [Fact]
    public void A_long_line_is_cut_around_the_caret()
    {
        var rendered = Render(new string('a', 5000) + " MARK " + new string('b', 5000), "MARK");

        var lines = rendered.Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 130));
        Assert.Equal(lines[3].IndexOf("MARK", StringComparison.Ordinal), lines[4].IndexOf("^^^^", StringComparison.Ordinal));
        Assert.Contains(" … ", lines[3], StringComparison.Ordinal);
        Assert.EndsWith(" …", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_over_several_lines_is_marked_on_the_first()
    {
        var rendered = Render("key: >\n  folded\n  text\n", ">\n  folded\n  text");

        Assert.Contains("\n1 | key: >\n  |      ^ label\n", rendered, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_a_file_can_steer_the_terminal()
    {
        var rendered = Render("a: \u001b[31mred\u202edlrow", "red");

        Assert.DoesNotContain('\u001b', rendered);
        Assert.DoesNotContain('\u202e', rendered);
    }

    [Fact]
    public void A_diagnostic_of_no_file_has_no_place()
    {
        var rendered = DiagnosticRenderer.Render(new Diagnostic(Code, "message", null, Help: "help"));

        Assert.Equal("error[RB0401]: message\n  = help: help\n", rendered);
    }

    [Fact]
    public void Json_has_the_place_from_its_start_to_behind_its_end()
    {
        var source = new SourceText("a.yaml", "one\ntwo three\n");

        var json = DiagnosticJson.Of(new Diagnostic(Code, "message", new(source, new Span(8, 5)), "label", "help"));

        Assert.Equal(
            """{"code":"RB0401","severity":"error","message":"message","file":"a.yaml","line":2,"column":5,"endLine":2,"endColumn":10,"label":"label","help":"help"}""",
            json.ToJsonString());
    }

    private static string Render(string text, string mark)
    {
        var source = new SourceText("a.yaml", text);
        var span = new Span(text.IndexOf(mark, StringComparison.Ordinal), mark.Length);
        return DiagnosticRenderer.Render(new Diagnostic(Code, "message", new(source, span), "label", "help"));
    }
}
