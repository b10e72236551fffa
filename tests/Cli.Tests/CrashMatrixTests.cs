using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>`rehearse --crash-everywhere`: engines are killed for real, and what comes of it is compared.</summary>
public sealed class CrashMatrixTests : IDisposable
{
    private const string Cluster = """
        parameters: {context: {type: string, description: The cluster}}
        cluster: {context: "{{ params.context }}"}
        steps:

        """;

    private const string Scenario = """
        timings: {podStart: 10ms, podStop: 10ms}
        clusters: [{name: east, context: east, namespaces: [{name: shop}, {name: payments}, {name: batch}]}]
        rehearsal: {parameters: {context: east}}
        """;

    private readonly Workplace _workplace = new();

    public CrashMatrixTests() => _workplace.Folder.Write("mesh.yaml", Scenario);

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Every_crash_of_a_sample_ends_as_the_rehearsal_without_one_also_in_a_parallel_loop()
    {
        var runbook = _workplace.Write(Cluster + """
              - id: each
                forEach: "{{ ['shop', 'payments', 'batch'] }}"
                as: namespace
                maxParallel: 2
                steps:
                  - id: label
                    run: kubectl --context {{ params.context }} label namespace {{ namespace }} team=a
                    probe: {labels: "namespace/{{ namespace }}", has: {team: a}}
                  - {id: sure, verify: {labels: "namespace/{{ namespace }}", has: {team: a}}}
              - {id: satisfied, approve: {title: Fine?}}
              - {checkpoint: labelled}
            """);

        var result = await _workplace.ExpectAsync(0, "rehearse", runbook, "--scenario", "mesh.yaml", "--crash-everywhere", "--sample", "8", "--seed", "7");

        Assert.EndsWith("\ncrash points: 8, same end state: 8, repeated mutations: 0\n", result.Output);
        Assert.Contains("; the engine is killed at 8 of them\n", result.Output);
        Assert.Equal(8, result.Lines.Count(line => line.Contains(": killed ", StringComparison.Ordinal) && line.EndsWith(", resuming", StringComparison.Ordinal)));
        Assert.Contains("\nTHE ENGINE IS KILLED ", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_crash_after_which_something_is_missing_or_done_twice_is_found_and_named()
    {
        // The first takes itself for done before it was, the second is done again unasked, the third because its probe asks for it.
        var runbook = _workplace.Write(Cluster + """
              - {id: lost, run: "kubectl --context east label namespace shop team=a", probe: {exists: namespace/shop}}
              - {id: between, verify: {exists: namespace/shop}}
              - {id: twice, repeatable: true, shell: "kubectl --context east annotate --overwrite namespace shop at=$RANDOM$RANDOM"}
              - {id: then, verify: {exists: namespace/shop}}
              - {id: asked, shell: "kubectl --context east annotate --overwrite namespace batch at=$RANDOM$RANDOM", probe: {absent: namespace/batch}}
            """);
        string[] words = ["rehearse", runbook, "--scenario", "mesh.yaml"];
        string[] points = ["after:stepStarted:lost", "before:stepFinished:twice", "before:stepFinished:asked"];

        var result = await _workplace.ExpectAsync(1, [.. words, .. points.SelectMany(point => (string[])["--crash-at", point]), "--output", "json"]);

        var found = JsonNode.Parse(result.Output)!;
        Assert.Equal("crash points: 3, same end state: 2, repeated mutations: 1", (string)found["verdict"]!);
        Assert.Equal(1, (int)found["appliedAgainAsProbed"]!);
        var guilty = found["guilty"]!.AsArray().OrderBy(one => (string)one!["crashPoint"]!).ToList();
        Assert.Equal(points[..2], guilty.Select(one => (string)one!["crashPoint"]!));
        Assert.Contains(guilty[0]!["problems"]!.AsArray(), problem => (string)problem! == "missing: east: patch namespaces shop");
        Assert.Contains(guilty[1]!["problems"]!.AsArray(), problem => (string)problem! == "applied 3 times, 2 without a crash: east: patch namespaces shop");
        Assert.Equal($"runbook rehearse {runbook} --scenario mesh.yaml --crash-at {points[0]}", (string)guilty[0]!["repeat"]!);
        foreach (var one in guilty) Directory.Delete((string)one!["folder"]!, recursive: true);
    }

    [Fact]
    public async Task An_engine_that_does_not_rehearse_never_dies_of_an_assignment()
    {
        var runbook = _workplace.Write("steps: [{id: one, run: touch one, repeatable: true}]");
        _workplace.Folder.Write("assignment.json", """{"Folder": "/tmp", "ProcessId": 1, "Report": "report", "Points": {"after:stepStarted:one": 0}}""");
        _workplace.Environment["RUNBOOK_REHEARSAL_ASSIGNMENT"] = _workplace.Folder["assignment.json"];

        await _workplace.ExpectAsync(0, "execute", runbook);

        Assert.False(File.Exists(_workplace.Folder["report"]));
    }

    [Theory]
    [InlineData("add --crash-everywhere", "--sample", "5")]
    [InlineData("is a number from 1 on", "--crash-everywhere", "--sample", "0")]
    [InlineData("leave out --keep", "--crash-everywhere", "--keep")]
    public async Task Misuse_is_answered_with_what_to_type(string help, params string[] words)
    {
        var runbook = _workplace.Write("steps: [{checkpoint: one}]");

        var result = await _workplace.ExpectAsync(2, ["rehearse", runbook, "--scenario", "mesh.yaml", .. words]);

        Assert.Contains(help, result.Error);
    }
}
