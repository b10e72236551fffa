using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Tests.Expressions;

/// <summary>What Scriban's language reference and its parser say, for the part of Scriban that runbooks have.</summary>
public sealed class ScribanTests
{
    private static Given Names() => new Given()
        .Text("name", "mesh").Text("empty", "").List("names", "b", "a")
        .Parameter("yes", DataType.Boolean, Value.Of(true)).Parameter("no", DataType.Boolean, Value.Of(false))
        .Parameter("gone", DataType.String.Optional(), Value.Null)
        .Any("zero", Value.Of(0)).Any("nothing", Value.Null).Any("text", Value.Of("x"));

    [Theory]
    // Literals and escapes.
    [InlineData("{{ 100 }}", "100")]
    [InlineData("{{ 1_000 }}", "1000")]
    [InlineData("{{ -5 }}", "-5")]
    [InlineData("{{ true }}", "true")]
    [InlineData("{{ null }}", "null")]
    [InlineData("{{ 'it''s' }}", null)]
    [InlineData("{{ 'a\\'b' }}", "\"a'b\"")]
    [InlineData("{{ \"a\\\"b\" }}", "\"a\\\"b\"")]
    [InlineData("{{ 'a\\\\b\\n\\r\\t\\x41\\u00e9' }}", "\"a\\\\b\\n\\r\\tAé\"")]
    [InlineData("{{ 'a\nb' }}", "\"a\\nb\"")]
    [InlineData("{{ 'a\\\nb' }}", "\"ab\"")]
    [InlineData("{{ '}}' }}", "\"}}\"")]
    [InlineData("{{ '{{' }}", "\"{{\"")]
    [InlineData("{{ [1, 'a', [true]] }}", "[1,\"a\",[true]]")]
    [InlineData("{{ [1, 2,] }}", "[1,2]")]
    [InlineData("{{ [] }}", "[]")]
    // Precedence: ?? binds most loosely, then ||, &&, equality, order, !.
    [InlineData("{{ params.nothing ?? false || true }}", "true")]
    [InlineData("{{ (params.nothing ?? true) && false }}", "false")]
    [InlineData("{{ true || false && false }}", "true")]
    [InlineData("{{ (true || false) && false }}", "false")]
    [InlineData("{{ 1 < 2 == true }}", "true")]
    [InlineData("{{ !params.yes == false }}", "true")]
    [InlineData("{{ !(params.yes == false) }}", "true")]
    [InlineData("{{ !!params.yes }}", "true")]
    // Calls take operators into their arguments; a call on the right of an operator ends where the operator's reach does.
    [InlineData("{{ default ('a' == 'b') 'c' }}", "false")]
    [InlineData("{{ default 'a' == 'b' 'c' }}", null)]
    [InlineData("{{ (default '' 'b') == 'b' }}", "true")]
    [InlineData("{{ 'b' == default '' 'b' }}", "true")]
    [InlineData("{{ 'b' == default '' 'b' && true }}", "true")]
    [InlineData("{{ !contains params.names 'b' && true }}", "false")]
    [InlineData("{{ default(params.empty, 'x') == 'x' }}", "true")]
    [InlineData("{{ size([1, 2]) > 1 }}", "true")]
    // Pipes bring the first argument, and go on over line breaks.
    [InlineData("{{ params.names | join '-' }}", "\"b-a\"")]
    [InlineData("{{ params.names | sort | join '-' }}", "\"a-b\"")]
    [InlineData("{{ params.names |\n  sort |\n  join '-' }}", "\"a-b\"")]
    [InlineData("{{\n params.name\n}}", "\"mesh\"")]
    [InlineData("{{ params.names | size > 1 }}", "true")]
    [InlineData("{{ params.names | first ?? 'none' }}", "\"b\"")]
    [InlineData("{{ params.names | first | upper }}", null)]
    [InlineData("{{ (params.names | first ?? '') | upper }}", "\"B\"")]
    [InlineData("{{ (1 == 1) | to_json }}", "\"true\"")]
    [InlineData("{{ 1 == 1 | to_json }}", "\"true\"")]
    // Only null and false count as false; && and || yield booleans.
    [InlineData("{{ params.zero && true }}", "true")]
    [InlineData("{{ params.text && true }}", "true")]
    [InlineData("{{ params.nothing || false }}", "false")]
    [InlineData("{{ !params.gone }}", "true")]
    [InlineData("{{ !params.zero }}", "false")]
    // Comparison: text by character codes; with text on one side, both as text; null equals only null and has no order.
    [InlineData("{{ 'a' < 'b' }}", "true")]
    [InlineData("{{ 'B' < 'a' }}", "true")]
    [InlineData("{{ 10 > 9 }}", "true")]
    [InlineData("{{ '10' > '9' }}", "false")]
    [InlineData("{{ params.zero == '0' }}", "true")]
    [InlineData("{{ params.gone == null }}", "true")]
    [InlineData("{{ params.gone == '' }}", "false")]
    [InlineData("{{ params.nothing < 1 }}", "false")]
    [InlineData("{{ params.nothing >= 1 }}", "false")]
    // ?? replaces only null.
    [InlineData("{{ params.gone ?? 'x' }}", "\"x\"")]
    [InlineData("{{ params.nothing ?? params.gone ?? 'x' }}", "\"x\"")]
    [InlineData("{{ (json '{\"a\": \"\"}').a ?? 'x' }}", "\"\"")]
    // Members and items.
    [InlineData("{{ (json '{\"a\": {\"b\": 1}}').a.b }}", "1")]
    [InlineData("{{ (json '{\"a-b\": 1}')['a-b'] }}", "1")]
    [InlineData("{{ (json '{}').a?.b ?? 2 }}", "2")]
    [InlineData("{{ params.names[0] }}", "\"b\"")]
    [InlineData("{{ params.names[-1] }}", "\"a\"")]
    [InlineData("{{ concat params.names [0] }}", "[\"b\",\"a\",0]")]
    public void An_expression_means_what_it_means_in_Scriban(string template, string? json)
    {
        if (json is null) Assert.NotEmpty(Names().Mistakes(template));
        else Assert.Equal(json, Names().Json(template));
    }

    [Theory]
    [InlineData("a{{ true }}b", "atrueb")]
    [InlineData("a{{ false }}b", "afalseb")]
    [InlineData("{{ 1 }}{{ 2 }}", "12")]
    [InlineData("a }} b", "a }} b")]
    [InlineData(" {{ 'x' }} ", " x ")]
    [InlineData("{ {{ 'x' }} }", "{ x }")]
    [InlineData("{{'x'}}", "x")]
    public void Text_around_expressions_is_kept_as_it_is(string template, string text) =>
        Assert.Equal(text, ((TextValue)Names().Evaluate(template, DataType.String).Value).Text);

    [Theory]
    [InlineData("{{ if true }}")]
    [InlineData("{{ for x in params.names }}")]
    [InlineData("{{ x = 1 }}")]
    [InlineData("{{ 1 + 1 }}")]
    [InlineData("{{ 1 - 1 }}")]
    [InlineData("{{ 1.5 }}")]
    [InlineData("{{ 0x1f }}")]
    [InlineData("{{ 1..2 }}")]
    [InlineData("{{ true ? 1 : 2 }}")]
    [InlineData("{{ `raw` }}")]
    [InlineData("{{ $'a{1}' }}")]
    [InlineData("{{ $local }}")]
    [InlineData("{{ {a: 1} }}")]
    [InlineData("{{ @size }}")]
    [InlineData("{{ 1; 2 }}")]
    [InlineData("{{ 1 # one }}")]
    [InlineData("{{- 1 }}")]
    [InlineData("{{~ 1 }}")]
    [InlineData("{{ 1 -}}")]
    [InlineData("{{ 1 ~}}")]
    [InlineData("{%{ {{ }%}")]
    public void What_Scriban_has_and_runbooks_have_not_is_said_so(string template) =>
        Assert.Contains("RB0213", Names().Mistakes(template).Select(d => d.Code.Id));
}
