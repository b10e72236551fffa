namespace MeshRunbook.Language.Tests.Editing;

public sealed class RenamingTests
{
    private const string Body = """
        parameters:
          names: {type: list, items: string}
        lock: x/{{ join params.names ',' }}
        steps:
          - id: find
            run: kubectl get {{ params.names }} # params.names is no use
            outputs:
              found: "{{ lines stdout }}"
          - id: each
            forEach: "{{ steps.find.outputs.found }}"
            as: name
            first: "{{ [params.names[0]] }}"
            steps:
              - id: show
                title: Show {{ name }}
                run: echo "{{ name }}" names
          - checkpoint: done

        """;

    [Fact]
    public void A_parameter_is_renamed_wherever_an_expression_uses_it()
    {
        var renamed = At("params.na‸mes }} #").Renamed("namespaces");

        Assert.Equal(Body.Replace("  names: {", "  namespaces: {").Replace("join params.names", "join params.namespaces")
            .Replace("get {{ params.names }}", "get {{ params.namespaces }}").Replace("[params.names[", "[params.namespaces["), Rest(renamed));
    }

    [Fact]
    public void A_step_is_renamed_with_its_uses() =>
        Assert.Equal(Body.Replace("id: find", "id: search").Replace("steps.find.", "steps.search."), Rest(At("id: fi‸nd").Renamed("search")));

    [Fact]
    public void An_output_is_renamed_with_its_uses() =>
        Assert.Equal(Body.Replace("found:", "items:").Replace("outputs.found", "outputs.items"), Rest(At("outputs.fou‸nd").Renamed("items")));

    [Fact]
    public void A_variable_is_renamed_within_its_loop() =>
        Assert.Equal(Body.Replace("as: name", "as: one").Replace("{{ name }}", "{{ one }}"), Rest(At("Show {{ na‸me").Renamed("one")));

    [Theory]
    [InlineData("id: fi‸nd", "each", "`each` is taken: small.yaml:")]
    [InlineData("id: fi‸nd", "done", "`done` is taken")]
    [InlineData("id: fi‸nd", "Find", "`Find` cannot be a name here: begin with a lower-case letter")]
    [InlineData("params.na‸mes }} #", "a-b", "cannot be a name here")]
    [InlineData("as: na‸me", "stdout", "`stdout` is a result of commands")]
    [InlineData("{{ li‸nes stdout", "x", "`lines` is a function of the language")]
    [InlineData("lines std‸out", "x", "`stdout` is a name of the language")]
    [InlineData("ru‸n: kubectl", "x", "there is no name here that can be changed")]
    public void What_cannot_be_renamed_is_refused_with_the_reason(string at, string name, string reason) =>
        Assert.Contains(reason, At(at).Renamed(name));

    [Fact]
    public void Where_a_text_cannot_be_read_not_all_uses_are_known()
    {
        var marked = new Marked("parameters: {a‸: {type: string}}\nsteps:\n  - id: x\n    run: echo {{ params.a }} {{ params.a == }}\n");

        Assert.Contains("small.yaml:7:", marked.Renamed("b"));
        Assert.Contains("not all uses of `a` are known", marked.Renamed("b"));
    }

    private static Marked At(string place) => new(Body.Replace(place.Replace("‸", "", StringComparison.Ordinal), place, StringComparison.Ordinal));

    private static string Rest(string text) => text[Marked.Head.Length..];
}
