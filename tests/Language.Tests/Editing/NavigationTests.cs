using MeshRunbook.Language.Editing;

namespace MeshRunbook.Language.Tests.Editing;

public sealed class NavigationTests
{
    private const string Called = Marked.Head + """
        parameters:
          to: {type: string, description: The target}
          mode: {type: enum, values: [fast, slow], default: fast}
        steps:
          - id: inner
            run: echo {{ params.to }} {{ params.mode }}
            outputs: {line: "{{ stdout }}"}
        outputs:
          result: "{{ steps.inner.outputs.line }}"

        """;

    private const string Body = """
        parameters:
          context: {type: string, description: The context}
          labels: {type: object, properties: {team: {type: string, description: Who}}}
        steps:
          - id: use
            title: Use the other
            call: called.yaml
            with: {to: "{{ params.context }}"}
          - id: each
            forEach: [a, b]
            as: item
            steps:
              - id: show
                run: echo {{ item }} {{ steps.use.outputs.result }} {{ params.labels.team }} --context={{ slug params.context }}

        """;

    [Theory]
    [InlineData("params.con‸text }}\"", "small.yaml:5 [context]")]
    [InlineData("steps.us‸e", "small.yaml:8 - id: [use]")]
    [InlineData("outputs.res‸ult", "called.yaml:12 [result]")]
    [InlineData("{‸to:", "called.yaml:5 [to]")]
    [InlineData("{{ it‸em", "small.yaml:14 as: [item]")]
    [InlineData("call: call‸ed", "called.yaml:1 []")]
    [InlineData("{{ sl‸ug", null)]
    public void A_name_leads_to_its_declaration(string at, string? declared) => Assert.Equal(declared, At(at).Defined);

    [Theory]
    [InlineData("params.con‸text }}\"", "params.context: string", "The context")]
    [InlineData("steps.us‸e", "use: call", "- `result`: `string`")]
    [InlineData("outputs.res‸ult", "steps.use.outputs.result: string", "result: {{ steps.inner.outputs.line }}")]
    [InlineData("{‸to:", "params.to: string", "The target")]
    [InlineData("{{ it‸em", "item: string", "The item of the loop (line 14)")]
    [InlineData("call: call‸ed", "**small** 1.0.0: Small", "- `mode`: `enum<fast|slow>`, may be left out")]
    [InlineData("{{ sl‸ug", "slug TEXT", "Example: `{{ slug 'Team A: West' }}`")]
    [InlineData("labels.te‸am", "team: string", "Who")]
    [InlineData("forE‸ach", "Does the same steps for each item", "The items: a list")]
    [InlineData("ti‸tle: Use", "What the step does, in a few words", "")]
    public void Hover_says_what_a_name_is(string at, string head, string further)
    {
        var hover = At(at).Hover;

        Assert.Contains(head, hover);
        Assert.Contains(further, hover);
    }

    [Fact]
    public void Hover_over_a_command_shows_it_with_examples_put_in() =>
        Assert.Equal("With defaults and example values:\n```sh\necho <item> <use.result> <labels.team> --context=context\n```", At("ec‸ho {{").Hover);

    [Fact]
    public void Hover_shows_defaults_but_never_those_of_a_secret()
    {
        var body = "parameters: {a: {type: string, default: hello}, b: {type: string, secret: true, default: hunter2}}\nsteps:\n  - id: x\n    run: ec‸ho {{ params.a }} {{ params.b }}\n";

        Assert.Contains("echo hello <b>", new Marked(body).Hover);
        Assert.DoesNotContain("hunter2", new Marked(body.Replace("ec‸ho", "echo", StringComparison.Ordinal).Replace("params.b", "params.‸b", StringComparison.Ordinal)).Hover);
    }

    [Fact]
    public void All_uses_of_a_thing_are_found_through_calls()
    {
        var marked = At("outputs.res‸ult");

        var uses = Definition.Uses(marked.Analysis, marked.Analysis.At(marked.Offset)!.Symbol).Select(use => use.Location.ToString());

        Assert.Equal(["called.yaml:12:3", "small.yaml:17:51"], uses);
    }

    [Fact]
    public void A_document_has_an_outline()
    {
        var outline = OutlineItem.Of(At("ec‸ho").Analysis);

        Assert.Equal(["context", "labels", "use", "each"], outline.Select(item => item.Name));
        Assert.Equal("show", Assert.Single(outline[3].Items).Name);
        Assert.Equal("forEach", outline[3].Detail);
    }

    [Fact]
    public void What_stands_before_a_mistake_of_YAML_is_still_known()
    {
        var marked = new Marked("parameters: {a: {type: string}}\nsteps:\n  - id: x\n    run: echo {{ params.‸a }}\n  - id: y\n   run: wrong\n    : : :\n");

        Assert.Equal("small.yaml:4 parameters: {[a]", marked.Defined);
    }

    private static Marked At(string place) =>
        new(Body.Replace(place.Replace("‸", "", StringComparison.Ordinal), place, StringComparison.Ordinal), ("called.yaml", Called));
}
