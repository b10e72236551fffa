using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Tests.Yaml;

public sealed class PositionTests
{
    [Theory]
    [InlineData("k: plain MARK here", YamlStyle.Plain)]
    [InlineData("k: plain text\n  over lines MARK\n  and on", YamlStyle.Plain)]
    [InlineData("k: 'it''s quoted MARK here'", YamlStyle.SingleQuoted)]
    [InlineData("k: 'quoted\n  over lines MARK'", YamlStyle.SingleQuoted)]
    [InlineData("k: \"tab \\t, \\x41, \\u00e4 and \\U0001F600 then MARK\"", YamlStyle.DoubleQuoted)]
    [InlineData("k: \"joined \\\n    lines MARK\"", YamlStyle.DoubleQuoted)]
    [InlineData("k: \"a break\n\n  and MARK\"", YamlStyle.DoubleQuoted)]
    [InlineData("k: |\n  first\n    deeper MARK\n  last\n", YamlStyle.Literal)]
    [InlineData("k: |2-\n    indented MARK\n", YamlStyle.Literal)]
    [InlineData("k: | # a remark with no mark\n\n  after an empty line MARK\n", YamlStyle.Literal)]
    [InlineData("k: >-\n  folded\n  over lines MARK\n\n  next\n", YamlStyle.Folded)]
    [InlineData("k: >\n  folded\n    more MARK\n", YamlStyle.Folded)]
    [InlineData("k:\r\n  windows lines\r\n  go on MARK\r\n", YamlStyle.Plain)]
    public void A_place_in_a_text_is_found_in_its_source(string yaml, YamlStyle style)
    {
        var source = new SourceText("a.yaml", yaml);
        var diagnostics = new DiagnosticBag();

        var scalar = (YamlScalar)((YamlMapping)YamlReader.Read(source, diagnostics).Root!).Find("k")!.Value;
        var place = scalar.At(scalar.Text.IndexOf("MARK", StringComparison.Ordinal), 4);

        Assert.Empty(diagnostics);
        Assert.Equal(style, scalar.Style);
        Assert.Equal("MARK", yaml.Substring(place.Span.Start, place.Span.Length));
    }

    [Fact]
    public void Every_character_of_every_style_lies_inside_its_scalar()
    {
        const string Yaml = "a: x y\nb: 'it''s'\nc: \"\\x41\\\n  b\"\nd: |\n  one\n\n   two\ne: >+\n  one\n  two\n\nf: [plain, \"q\"]\n";
        var root = (YamlMapping)YamlReader.Read(new SourceText("a.yaml", Yaml), []).Root!;

        foreach (var scalar in root.Entries.Select(entry => entry.Value).OfType<YamlScalar>())
            for (var i = 0; i < scalar.Text.Length; i++)
            {
                var place = scalar.At(i, 1);
                Assert.InRange(place.Span.Start, scalar.Location.Span.Start, scalar.Location.Span.End);
                if (!char.IsWhiteSpace(scalar.Text[i]) && Yaml[place.Span.Start] != '\\') Assert.Equal(scalar.Text[i], Yaml[place.Span.Start]);
            }
    }

    [Fact]
    public void Lists_and_mappings_end_with_their_brackets()
    {
        const string Yaml = "a: {b: [c, {d: e}], f: {}}\n";

        var value = ((YamlMapping)YamlReader.Read(new SourceText("a.yaml", Yaml), []).Root!).Find("a")!.Value;

        Assert.Equal("{b: [c, {d: e}], f: {}}", Slice(value));
        Assert.Equal("[c, {d: e}]", Slice(((YamlMapping)value).Find("b")!.Value));
        Assert.Equal("{}", Slice(((YamlMapping)value).Find("f")!.Value));

        static string Slice(YamlNode node) => Yaml.Substring(node.Location.Span.Start, node.Location.Span.Length);
    }

    [Fact]
    public void What_stands_before_a_mistake_of_syntax_is_read()
    {
        var diagnostics = new DiagnosticBag();

        var document = YamlReader.Read(new SourceText("a.yaml", "a: b\nc: [d, e\nf: g\n"), diagnostics);

        Assert.True(document.IsCut);
        Assert.Equal("b", ((YamlScalar)((YamlMapping)document.Root!).Find("a")!.Value).Text);
        Assert.Equal("RB0101", Assert.Single(diagnostics).Code.Id);
    }
}
