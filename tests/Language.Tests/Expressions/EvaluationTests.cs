using FsCheck;
using FsCheck.Fluent;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Expressions.Functions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Tests.Expressions;

public sealed class EvaluationTests
{
    private static Given Names() => new Given()
        .Text("key", "s3cret", isSecret: true).Text("name", "mesh").List("names", "a", "b")
        .Parameter("keys", DataType.ListOf(DataType.String), Value.Of(["k1", "k2"]), isSecret: true)
        .Any("number", Value.Of(1)).Any("nothing", Value.Null).Any("list", Value.Of(["x"])).Any("word", Value.Of("w"))
        .Any("map", new MapValue([KeyValuePair.Create("a", Value.Of("x")), KeyValuePair.Create("token", Value.Of("t").MarkedSecret())]))
        .Unknown("find", "name", DataType.String);

    [Theory]
    [InlineData("{{ params.key }}")]
    [InlineData("x{{ params.key }}y")]
    [InlineData("{{ params.key | upper }}")]
    [InlineData("{{ replace params.name 'm' params.key }}")]
    [InlineData("{{ join params.keys ',' }}")]
    [InlineData("{{ join [params.name, params.key] ',' }}")]
    [InlineData("{{ size params.key }}")]
    [InlineData("{{ to_json params.map }}")]
    [InlineData("{{ split params.key ',' }}")]
    [InlineData("{{ params.keys[0] }}")]
    [InlineData("{{ first params.keys }}")]
    [InlineData("{{ params.map.token }}")]
    [InlineData("{{ params.map[params.key] }}")]
    [InlineData("{{ params.nothing ?? params.key }}")]
    [InlineData("{{ default params.key 'x' }}")]
    [InlineData("{{ (prefix_each 'a' params.keys)[1] }}")]
    [InlineData("{{ (concat params.names params.keys)[2] }}")]
    [InlineData("{{ (flag '--key' params.key)[1] }}")]
    [InlineData("{{ (sort (unique params.keys)) | last }}")]
    public void What_is_made_of_a_secret_is_secret(string template) => Assert.True(Names().Evaluate(template).Value.IsSecret);

    [Theory]
    [InlineData("{{ params.key == 'x' }}")]
    [InlineData("{{ params.key != '' && true }}")]
    [InlineData("{{ contains params.keys 'k1' }}")]
    [InlineData("{{ starts_with params.key 's' }}")]
    [InlineData("{{ params.map.a }}")]
    [InlineData("{{ (concat params.names params.keys)[0] }}")]
    [InlineData("{{ (flag '--key' params.key)[0] }}")]
    [InlineData("{{ size params.names }}")]
    public void A_truth_about_a_secret_and_what_lies_beside_it_are_not_secret(string template) =>
        Assert.False(Names().Evaluate(template).Value.IsSecret);

    [Theory]
    [InlineData("{{ steps.find.outputs.name }}")]
    [InlineData("a{{ steps.find.outputs.name | upper }}b")]
    [InlineData("{{ [params.name, steps.find.outputs.name] }}")]
    [InlineData("{{ params.name == steps.find.outputs.name }}")]
    [InlineData("{{ true && steps.find.outputs.name == 'x' }}")]
    [InlineData("{{ params.nothing ?? steps.find.outputs.name }}")]
    public void What_depends_on_a_later_step_is_unknown_under_its_name(string template)
    {
        var value = Names().Evaluate(template);

        Assert.True(value.IsUnknown);
        Assert.Equal("steps.find.outputs.name", value.UnknownName);
    }

    [Theory]
    [InlineData("{{ false && steps.find.outputs.name == 'x' }}", "false")]
    [InlineData("{{ true || steps.find.outputs.name == 'x' }}", "true")]
    [InlineData("{{ params.number ?? steps.find.outputs.name }}", "1")]
    public void What_a_short_circuit_leaves_out_need_not_be_known(string template, string json) => Assert.Equal(json, Names().Json(template));

    [Theory]
    [InlineData("{{ params.names[2] }}", "there is no item 2 in a list of 2")]
    [InlineData("{{ params.names[-3] }}", "no item -3")]
    [InlineData("{{ json 'oops' }}", "`json` got text that is no JSON: line 1, byte 1:")]
    [InlineData("{{ json '{\"a\": 1' }}", "line 1, byte 8:")]
    [InlineData("{{ json '{}\n!' }}", "line 2, byte 1:")]
    [InlineData("{{ params.nothing.a }}", "`?.a`")]
    [InlineData("{{ params.number.a }}", "integer has no member `a`")]
    [InlineData("{{ params.number[0] }}", "integer cannot be indexed with integer")]
    [InlineData("{{ params.nothing['a'] }}", "no value")]
    [InlineData("{{ join params.number ',' }}", "`join` takes list<any> for LIST, not integer")]
    [InlineData("{{ join [params.list] ',' }}", "item 1 is list")]
    [InlineData("{{ upper params.nothing }}", "not null")]
    [InlineData("{{ keys params.list }}", "not list")]
    [InlineData("{{ map params.list 'a' }}", "item 1 is string")]
    [InlineData("{{ flag '--x' params.list }}", "`flags`")]
    [InlineData("{{ fingerprint 'x' }}", "-----BEGIN CERTIFICATE-----")]
    [InlineData("x{{ params.nothing }}", "`??` gives a fallback")]
    [InlineData("x{{ params.list }}", "`join`")]
    public void What_goes_wrong_is_a_problem_and_no_exception(string template, string problem)
    {
        var value = Names().Evaluate(template);

        Assert.Contains(problem, value.Problem);
        Assert.False(value.IsUnknown);
    }

    [Fact]
    public void A_problem_says_where_the_innermost_expression_stands() =>
        Assert.Equal("there is no item 2 in a list of 2 (test:1:10)", Names().Evaluate("{{ upper params.names[2] }}").Problem);

    [Theory]
    [InlineData("90s", "duration", "\"1m30s\"")]
    [InlineData("{{ params.number }}m", "duration", "\"1m\"")]
    [InlineData("{{ params.number }}", "string", "\"1\"")]
    [InlineData("{{ params.number }}", "integer", "1")]
    [InlineData("{{ params.names }}", "list", "[\"a\",\"b\"]")]
    [InlineData("7", "integer", "7")]
    public void A_value_gets_the_type_that_its_place_asks_for(string template, string type, string json)
    {
        var value = Names().Evaluate(template, Typed(type));

        Assert.Null(value.Problem);
        Assert.Equal(json, ValueJson.Text(value.Value));
    }

    [Theory]
    [InlineData("{{ params.number }}", "boolean", "must be boolean, not integer")]
    [InlineData("{{ params.nothing }}", "boolean", "must be boolean, but there is no value")]
    [InlineData("{{ params.name }}s", "duration", "must be duration, not string")]
    [InlineData("{{ params.word }}!", "label", "RFC 1035")]
    public void A_value_is_held_to_the_type_that_its_place_asks_for(string template, string type, string problem) =>
        Assert.Contains(problem, Names().Evaluate(template, Typed(type)).Problem);

    [Fact]
    public void A_condition_becomes_a_question_without_the_keys_that_were_not_given()
    {
        var given = Names();
        var tree = new TemplateMap(
        [
            new("labels", new TemplateLeaf(given.Read("namespace/{{ params.name }}"))),
            new("context", new TemplateLeaf(given.Read("{{ params.nothing }}"))),
            new("lacks", new TemplateList([new TemplateLeaf(given.Read("{{ params.names[0] }}"))])),
        ]);

        var (question, _) = Rendering.Question(new Condition("labels", tree, given.Read("x").Location), given);

        Assert.Equal("""{"labels":"namespace/mesh","lacks":["a"]}""", ValueJson.Text(question!.Arguments));
    }

    [Fact]
    public void A_question_with_a_problem_says_under_which_key()
    {
        var given = Names();
        var tree = new TemplateMap([new("exists", new TemplateLeaf(given.Read("{{ params.names[9] }}")))]);

        var (question, arguments) = Rendering.Question(new Condition("exists", tree, given.Read("x").Location), given);

        Assert.Null(question);
        Assert.StartsWith("`exists`: ", arguments.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_that_a_template_uses_are_known()
    {
        var template = Names().Read("{{ join (concat params.names [params.name]) (params.nothing?.a ?? steps.find.outputs.name) }}{{ !params.number }}");

        Assert.Equal(
            ["names", "name", "nothing", "find.name", "number"],
            References.Of(template).Select(r => r.Target switch { ParameterReference p => p.Name, StepOutputReference s => $"{s.StepId}.{s.Output}", _ => "" }));
    }

    private static readonly string[] Atoms =
    [
        "params.names", "params.number", "params.nothing", "params.map", "params.list", "params.key", "steps.find.outputs.name",
        "0", "-1", "'x'", "''", "null", "true", "[]",
    ];

    private static readonly string[] Functions = [.. FunctionTable.All.Select(function => function.Name)];

    [Fact]
    public void Evaluating_any_expression_never_throws() =>
        Prop.ForAll(Gen.Sized(size => Written(Math.Min(size, 20))).ToArbitrary(), text => RenderInEveryWay($"{{{{ {text} }}}}"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Reading_any_tokens_never_throws()
    {
        string[] tokens =
        [
            .. Atoms, .. Functions, " ", "(", ")", "[", "]", ",", ".", "?.", "a", "|", "==", "<", "&&", "||", "!", "??", "{{", "}}", "\n", "'", "\\", "-", "#",
            "é", "\ud800",
        ];

        Prop.ForAll(Gen.Elements(tokens).ArrayOf().ToArbitrary(), parts => RenderInEveryWay("{{" + string.Join(' ', parts) + "}}"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static void RenderInEveryWay(string text)
    {
        var given = Names();
        foreach (var type in new[] { DataType.Any, DataType.String, DataType.Boolean, DataType.Duration })
        {
            var template = TemplateParser.Parse(TemplateSource.Alone("test", text), given.Names, type, new List<Diagnostic>());
            Rendering.Value(template, given);
            Rendering.Text(template, given);
            Preview.Text(template, given);
        }
        Rendering.Command(CommandParser.Parse(TemplateSource.Alone("test", text), given.Names, new List<Diagnostic>()), given);
    }

    /// <summary>Expressions that can be read, whatever their types.</summary>
    private static Gen<string> Written(int size)
    {
        if (size == 0) return Gen.Elements(Atoms);
        var part = Written(size / 2);
        return Gen.OneOf(
            part,
            Gen.Elements("==", "!=", "<", ">=", "&&", "||", "??").SelectMany(op => part.Two().Select(two => $"({two.Item1} {op} {two.Item2})")),
            part.Select(operand => $"(!{operand})"),
            part.Select(operand => $"({operand})?.a"),
            part.Two().Select(two => $"({two.Item1})[{two.Item2}]"),
            part.Two().Select(two => $"[{two.Item1}, {two.Item2}]"),
            Gen.Elements(Functions).SelectMany(name => part.Select(argument => $"({argument} | {name})")),
            Gen.Elements(Functions).SelectMany(name => part.Two().Select(two => $"({name} {two.Item1} {two.Item2})")),
            Gen.Elements(Functions).SelectMany(name => part.Three().Select(three => $"{name}({three.Item1}, {three.Item2}, {three.Item3})")));
    }

    private static DataType Typed(string name) => name switch
    {
        "boolean" => DataType.Boolean,
        "integer" => DataType.Integer,
        "duration" => DataType.Duration,
        "label" => new StringType(TextFormat.Dns1035),
        "list" => DataType.ListOf(DataType.String),
        _ => DataType.String,
    };
}
