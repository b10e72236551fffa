namespace MeshRunbook.Language.Tests.Editing;

public sealed class CompletionTests
{
    private const string Body = """
        parameters:
          context: {type: string, description: Where}
          clusters:
            type: list
            items: {type: object, properties: {name: string, zone: {type: string, description: Its zone}}}
        steps:
          - id: find
            run: kubectl get ns
            outputs: {names: "{{ lines stdout }}"}
          - id: each
            forEach: "{{ params.clusters }}"
            as: cluster
            key: "{{ cluster.name }}"
            steps:
              - id: label
                run: echo {{ EXPRESSION }}
          - id: last
            run: "true"

        """;

    [Theory]
    [InlineData("params.‸", "clusters,context")]
    [InlineData("params.con‸", "clusters,context")]
    [InlineData("steps.‸", "find")]
    [InlineData("steps.find.‸", "outputs")]
    [InlineData("steps.find.outputs.‸", "names")]
    [InlineData("run.‸", "id,runbook,startedBy,folder")]
    [InlineData("cluster.‸", "name,zone")]
    [InlineData("params.clusters[0].‸", "name,zone")]
    [InlineData("join (map params.‸", "clusters,context")]
    [InlineData("(first params.clusters)?.‸", "name,zone")]
    [InlineData("contains params.clusters[params.‸", "clusters,context")]
    [InlineData("'params.‸'", "")]
    public void An_expression_offers_the_names_that_it_may_use(string expression, string offered)
    {
        var marked = new Marked(Body.Replace("EXPRESSION", expression, StringComparison.Ordinal));

        var names = string.Join(',', marked.Completed);

        Assert.Equal(offered, names);
    }

    [Fact]
    public void An_expression_begins_with_variables_roots_and_functions()
    {
        var names = new Marked(Body.Replace("EXPRESSION", "‸", StringComparison.Ordinal)).Completed;

        Assert.Equal(["cluster", "params", "steps", "run"], names.Take(4));
        Assert.Contains("slug", names);
        Assert.DoesNotContain("stdout", names);
    }

    [Fact]
    public void The_outputs_of_a_command_may_use_what_it_printed() =>
        Assert.Contains("stdout", new Marked("steps:\n  - id: a\n    run: date\n    outputs: {x: \"{{ ‸ }}\"}\n").Completed);

    [Theory]
    [InlineData("steps:\n  - id: a\n    run: date\n    ‸\n", "timeout", "run")]
    [InlineData("steps:\n  - id: a\n    run: date\n    tim‸\n  - id: b\n    run: date\n", "timeout", "id")]
    [InlineData("steps:\n  - ‸\n", "forEach", "apiVersion")]
    [InlineData("steps:\n  - id: a\n    verify: {‸}\n", "trust", "run")]
    [InlineData("steps:\n  - id: a\n    verify: {trust: citadel, ‸}\n", "lacks", "has")]
    [InlineData("steps:\n  - id: a\n    verify:\n      - trust: citadel\n        l‸\n", "lacks", "trust")]
    [InlineData("par‸\nsteps: []\n", "parameters", "steps")]
    [InlineData("parameters:\n  x:\n    t‸\n", "type", "run")]
    [InlineData("steps:\n  - id: a\n    parallel:\n      - id: b\n        ‸\n", "steps", "run")]
    public void A_mapping_offers_the_keys_that_it_lacks(string body, string offered, string notOffered)
    {
        var keys = new Marked(body).Completed;

        Assert.Contains(offered, keys);
        Assert.DoesNotContain(notOffered, keys);
    }

    [Theory]
    [InlineData("parameters: {x: {type: ‸}}\n", "dns1035")]
    [InlineData("parameters: {x: {type: list, items: ‸}}\n", "string")]
    [InlineData("steps:\n  - id: a\n    approve: {title: Sure?, onReject: ro‸}\n", "rollback")]
    [InlineData("steps:\n  - id: a\n    verify:\n      trust: [cita‸]\n", "citadel")]
    [InlineData("steps:\n  - id: a\n    run: date\n    repeatable: ‸\n", "true")]
    [InlineData("steps:\n  - id: a\n    call: ‸\n", "blocks/survey.yaml")]
    [InlineData("steps:\n  - id: a\n    call: blocks/‸\n", "blocks/survey.yaml")]
    public void A_value_offers_its_words(string body, string offered) => Assert.Contains(offered, new Marked(body).Completed);

    [Fact]
    public void The_arguments_of_a_call_are_the_parameters_of_the_runbook_that_is_called()
    {
        var called = Marked.Head + "parameters: {one: {type: string}, two: {type: string}}\nsteps:\n  - id: a\n    run: echo {{ params.one }} {{ params.two }}\n";

        var keys = new Marked("steps:\n  - id: a\n    call: called.yaml\n    with:\n      one: x\n      ‸\n", ("called.yaml", called)).Completed;

        Assert.Equal(["two"], keys);
    }

    [Theory]
    [InlineData("steps:\n  - id: ‸\n")]
    [InlineData("steps:\n  - id: a\n    run: kubectl ge‸t\n")]
    [InlineData("# commen‸t\nsteps: []\n")]
    public void Elsewhere_nothing_is_offered(string body) => Assert.Empty(new Marked(body).Completed);
}
