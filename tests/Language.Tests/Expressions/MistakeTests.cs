using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Tests.Expressions;

public sealed class MistakeTests
{
    private static readonly ObjectType Cluster = new([new("context", DataType.String, null), new("zone", DataType.String.Optional(), null)]);

    private static Given Names() => new Given()
        .Text("revision", "r").List("names", "a").Text("name", "n")
        .Parameter("origin", new EnumType(["istio", "asm"]), Value.Of("asm"))
        .Parameter("count", DataType.Integer, Value.Of(1)).Parameter("fast", DataType.Boolean, Value.Of(true))
        .Parameter("wait", DataType.Duration, new DurationValue(TimeSpan.FromSeconds(1)))
        .Parameter("gone", DataType.String.Optional(), Value.Null)
        .Parameter("cluster", Cluster, new MapValue([])).Parameter("maybe", Cluster.Optional(), Value.Null)
        .Parameter("counts", DataType.ListOf(DataType.Integer), Value.Of(Array.Empty<Value>()))
        .With(names => names.WithVariable("item", DataType.String)
            .WithStep("find", [KeyValuePair.Create("names", DataType.ListOf(DataType.String)), KeyValuePair.Create("skipped", DataType.String.Optional())])
            .WithHiddenStep("late", HiddenStep.Later).WithHiddenStep("inner", HiddenStep.InsideLoop("move"))
            .WithHiddenStep("side", HiddenStep.InsideBranch("both")).WithHiddenStep("self", HiddenStep.Itself));

    [Theory]
    [InlineData("{{ }}", "RB0201", "", null)]
    [InlineData("{{ params.name == }}", "RB0201", "", null)]
    [InlineData("{{ params. }}", "RB0201", ".", "some-key")]
    [InlineData("{{ (params.name }}", "RB0201", "(", null)]
    [InlineData("{{ [1, 2 }}", "RB0201", "[", null)]
    [InlineData("{{ params.names[0 }}", "RB0201", "[", null)]
    [InlineData("{{ params.name params.name }}", "RB0201", "params.name", "own `{{ }}`")]
    [InlineData("{{ 'a' 'b' }}", "RB0201", "'b'", null)]
    [InlineData("{{ params.name ) }}", "RB0201", ")", null)]
    [InlineData("{{ 'a\\qb' }}", "RB0201", "\\q", "escapes are")]
    [InlineData("{{ 'open }}", "RB0201", "'", "close it")]
    [InlineData("{{ 99999999999999999999 }}", "RB0201", "99999999999999999999", null)]
    [InlineData("{{ params.name\n params.name }}", "RB0201", "params", "parentheses")]
    [InlineData("{{ params.name | 'x' }}", "RB0201", "'x'", null)]
    [InlineData("{{ params.name | params.name }}", "RB0201", "params.name", null)]
    [InlineData("{{ § }}", "RB0201", "§", null)]
    [InlineData("a {{ params.name", "RB0202", "{{", "{{ '{{' }}")]
    [InlineData("{{ params.revison }}", "RB0203", "revison", "did you mean `revision`?")]
    [InlineData("{{ params.Revision }}", "RB0203", "Revision", "did you mean `revision`?")]
    [InlineData("{{ revision }}", "RB0204", "revision", "`params.revision`")]
    [InlineData("{{ revison }}", "RB0204", "revison", "did you mean `params.revision`?")]
    [InlineData("{{ itm }}", "RB0204", "itm", "did you mean `item`?")]
    [InlineData("{{ stdout }}", "RB0204", "stdout", "only a run or shell step can use it, in its own `outputs: {name: \"{{ stdout }}\"}`")]
    [InlineData("{{ run.idd }}", "RB0204", "idd", "did you mean `id`?")]
    [InlineData("{{ params.origin == istio }}", "RB0204", "istio", "'istio'")]
    [InlineData("{{ find }}", "RB0204", "find", "`steps.find.outputs.NAME`")]
    [InlineData("{{ steps.fnd.outputs.names }}", "RB0205", "fnd", "did you mean `find`?")]
    [InlineData("{{ steps.late.outputs.x }}", "RB0206", "late", "move the step up")]
    [InlineData("{{ steps.inner.outputs.x }}", "RB0206", "inner", "give `move` an output")]
    [InlineData("{{ steps.side.outputs.x }}", "RB0206", "side", "after `both`")]
    [InlineData("{{ steps.self.outputs.x }}", "RB0206", "self", "`stdout`")]
    [InlineData("{{ steps.find.outputs.nams }}", "RB0207", "nams", "did you mean `names`?")]
    [InlineData("{{ jion params.names ',' }}", "RB0208", "jion", "did you mean `join`?")]
    [InlineData("{{ params.name | string.upcase }}", "RB0208", "string.upcase", "did you mean `upper`?")]
    [InlineData("{{ join params.names }}", "RB0209", "join", "join LIST SEP")]
    [InlineData("{{ params.name | trim 'x' }}", "RB0209", "trim", "trim TEXT")]
    [InlineData("{{ size }}", "RB0209", "size", "size X")]
    [InlineData("{{ join params.name ',' }}", "RB0210", "params.name", null)]
    [InlineData("{{ params.names[params.name] }}", "RB0210", "params.name", null)]
    [InlineData("{{ params.name[0] }}", "RB0210", "params.name", null)]
    [InlineData("{{ params.fast < true }}", "RB0210", "params.fast < true", null)]
    [InlineData("{{ upper params.gone }}", "RB0211", "params.gone", "(x ?? 'fallback')")]
    [InlineData("{{ params.maybe.context }}", "RB0211", "params.maybe", "`?.context`")]
    [InlineData("{{ params.gone < 'a' }}", "RB0211", "params.gone", "??")]
    [InlineData("{{ params.cluster.contxt }}", "RB0212", "contxt", "did you mean `context`?")]
    [InlineData("{{ params.cluster['contxt'] }}", "RB0212", "'contxt'", "did you mean `context`?")]
    [InlineData("{{ params.names.size }}", "RB0212", "size", "`size x`")]
    [InlineData("{{ params.name - 1 }}", "RB0213", "-", null)]
    [InlineData("{{ params.origin == 'isto' }}", "RB0214", "'isto'", "did you mean `istio`?")]
    [InlineData("{{ params.count == '1' }}", "RB0214", "params.count == '1'", null)]
    [InlineData("{{ params.name == null }}", "RB0214", "params.name == null", null)]
    [InlineData("{{ params.names == [] }}", "RB0214", "params.names == []", "`size`")]
    [InlineData("{{ params.name && true }}", "RB0215", "params.name", "compare it")]
    [InlineData("{{ !params.names }}", "RB0215", "params.names", "(size x) > 0")]
    [InlineData("{{ params.name ?? 'x' }}", "RB0220", "'x'", "`default`")]
    [InlineData("{{ params }}", "RB0219", "params", "`params.NAME`")]
    [InlineData("{{ steps.find }}", "RB0219", "steps.find", "`steps.find.outputs.NAME`")]
    [InlineData("{{ steps.find.names }}", "RB0219", "steps.find.names", "`steps.find.outputs.names`")]
    [InlineData("{{ size params.names > 0 }}", "RB0221", "params.names > 0", "write `(size params.names) > 0`")]
    [InlineData("{{ contains params.names 'a' && params.fast }}", "RB0221", "'a' && params.fast", "write `(contains params.names 'a') && params.fast`")]
    public void A_mistake_is_named_at_its_place_with_help(string template, string code, string place, string? help)
    {
        var mistake = Assert.Single(Names().Mistakes(template));

        Assert.Equal(code, mistake.Code.Id);
        Assert.Equal(place, Marked(mistake));
        if (help is not null) Assert.Contains(help, mistake.Help);
    }

    [Theory]
    [InlineData("{{ params.name }}", "boolean", "RB0210")]
    [InlineData("{{ params.name }}", "list", "RB0210")]
    [InlineData("{{ params.counts }}", "list", "RB0210")]
    [InlineData("a{{ params.names }}", "string", "RB0216")]
    [InlineData("{{ params.names }}", "string", "RB0216")]
    [InlineData("{{ params.cluster }}", "string", "RB0216")]
    [InlineData("{{ params.gone }}", "string", "RB0211")]
    [InlineData("a{{ steps.find.outputs.skipped }}", "string", "RB0211")]
    [InlineData("{{ params.fast }}x", "boolean", "RB0210")]
    [InlineData("yes", "boolean", "RB0217")]
    [InlineData("5 minutes", "duration", "RB0217")]
    [InlineData("isto", "enum", "RB0217")]
    public void A_place_gets_only_the_type_that_it_asks_for(string template, string type, string code)
    {
        Assert.Equal(code, Assert.Single(Names().Mistakes(template, Typed(type))).Code.Id);
    }

    [Theory]
    [InlineData("{{ params.fast }}", "boolean")]
    [InlineData(" {{ params.fast }}\n", "boolean")]
    [InlineData("true", "boolean")]
    [InlineData("{{ steps.find.outputs.names }}", "list")]
    [InlineData("{{ params.wait }}", "duration")]
    [InlineData("{{ params.count }}m", "duration")]
    [InlineData("1h30m", "duration")]
    [InlineData("{{ params.origin }}", "enum")]
    [InlineData("{{ params.count }} {{ params.fast }} {{ params.wait }} {{ params.origin }}", "string")]
    [InlineData("{{ params.maybe?.context ?? 'x' }}", "string")]
    [InlineData("{{ params.cluster.zone ?? 'x' }}", "string")]
    [InlineData("{{ json(params.name).a }}", "boolean")]
    public void What_fits_has_no_mistake(string template, string type) => Assert.Empty(Names().Mistakes(template, Typed(type)));

    [Fact]
    public void All_mistakes_of_a_template_are_named_at_once()
    {
        var mistakes = Names().Mistakes("{{ params.a }} {{ 1 + }} {{ jion params.b steps.c.outputs.d }} {{ open", DataType.String);

        Assert.Equal(["RB0213", "RB0202", "RB0203", "RB0203", "RB0205", "RB0208"], mistakes.Select(mistake => mistake.Code.Id));
    }

    [Fact]
    public void A_mistake_causes_no_second_message()
    {
        var mistakes = Names().Mistakes("{{ (params.nope | upper | size) > 1 && !params.nope }}", DataType.Boolean);

        Assert.All(mistakes, mistake => Assert.Equal("RB0203", mistake.Code.Id));
        Assert.Equal(2, mistakes.Count);
    }

    [Fact]
    public void Stdout_may_be_used_where_a_command_has_run()
    {
        var given = Names().With(names => names with { HasResult = true });

        Assert.Empty(given.Mistakes("{{ lines stdout }}", DataType.ListOf(DataType.String)));
        Assert.Empty(given.Mistakes("{{ exitCode == 0 && stderr == '' }}", DataType.Boolean));
    }

    [Fact]
    public void A_place_in_folded_text_is_the_place_in_the_file()
    {
        const string File = "when: >-\n  {{ params.a\n  && params.b }}\n";
        var text = "{{ params.a && params.b }}";
        var offsets = text.Select((_, i) => i < 12 ? 11 + i : 11 + i + 2).Append(File.Length - 1);
        var diagnostics = new List<Diagnostic>();

        TemplateParser.Parse(new TemplateSource(new SourceText("f", File), text, [.. offsets]), Language.Expressions.Names.None, DataType.Boolean, diagnostics);

        Assert.Equal(["f:2:13", "f:3:13"], diagnostics.Select(d => d.Location!.ToString()));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("!")]
    [InlineData("a(")]
    [InlineData("x[")]
    [InlineData("1 == ")]
    [InlineData("x | first | ")]
    [InlineData("f x ")]
    [InlineData("x.y")]
    [InlineData("'a' ")]
    [InlineData("}} {{ ")]
    [InlineData("{%")]
    public void A_megabyte_of_hostile_text_is_refused_without_harm(string part)
    {
        var mistakes = Names().Mistakes("{{ " + string.Concat(Enumerable.Repeat(part, (1 << 20) / part.Length)) + " }}");

        Assert.NotEmpty(mistakes);
    }

    [Fact]
    public void Every_code_is_unique_and_explained_with_a_wrong_and_a_right_example()
    {
        Assert.Equal(ExpressionCodes.All.Length, ExpressionCodes.All.Select(code => code.Id).Distinct().Count());
        Assert.All(ExpressionCodes.All, code =>
        {
            Assert.Contains("wrong:", code.Explanation, StringComparison.Ordinal);
            Assert.Contains("right:", code.Explanation, StringComparison.Ordinal);
        });
    }

    private static string Marked(Diagnostic mistake) =>
        mistake.Location!.Source.Content.Substring(mistake.Location.Span.Start, mistake.Location.Span.Length);

    private static DataType Typed(string name) => name switch
    {
        "boolean" => DataType.Boolean,
        "list" => DataType.ListOf(DataType.String),
        "duration" => DataType.Duration,
        "enum" => new EnumType(["istio", "asm"]),
        _ => DataType.String,
    };
}
