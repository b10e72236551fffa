using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshRunbook.Cli.Reporting;
using MeshRunbook.Cli.Reporting.Mesh;
using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Tests;

/// <summary>Runs over several clusters: what is said while they work, what goes on where one fails, and the columns of the report.</summary>
public sealed class FleetTests : IDisposable
{
    private const string Clusters = "[{name: c1}, {name: c2}, {name: c3}, {name: c4}]";
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task What_only_reads_goes_on_to_the_last_cluster_and_all_that_is_wrong_is_named_and_stands_in_a_column_each()
    {
        WriteLook("""test "$CLUSTER" != c2 && test "$CLUSTER" != c4""");
        var runbook = _place.Write($$$"""
            parameters: {clusters: {type: list, items: {type: object, properties: {name: string}}, default: {{{Clusters}}}, description: Clusters}}
            steps:
              - id: look
                title: Look at every cluster
                forEach: "{{ params.clusters }}"
                as: cluster
                key: "{{ cluster.name }}"
                maxFailures: "{{ size params.clusters }}"
                steps:
                  - {id: see, call: look.yaml, with: {context: "{{ cluster.name }}"}}
              - {id: change, repeatable: true, shell: echo changed >> trace}
            """);

        var failed = await _place.ExpectAsync(1, "execute", runbook);
        var report = await _place.AskAsync("report");

        Assert.Contains("look[c1]: done in ", failed.Output, StringComparison.Ordinal);
        Assert.Matches(@"look\[c4\]: failed after [0-9.]+s; 2 of 4 done, 2 failed \(c2, c4\)\n", failed.Output);
        Assert.Contains("look[c2]/see/ask", failed.Error, StringComparison.Ordinal);
        Assert.Contains("look[c4]/see/ask", failed.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Trace);
        Assert.Equal(["c1 succeeded", "c2 failed", "c3 succeeded", "c4 failed"], Standings(report, 0));
        Assert.Equal(["ask", "after"], report["clusters"]![1]!["phases"]![0]!["steps"]!.AsArray().Select(step => (string)step!["id"]!));
        Assert.Contains("exit status 1", (string)report["clusters"]![1]!["phases"]![0]!["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_cluster_fails_that_is_worked_on_those_under_way_come_to_their_end_and_no_other_is_begun()
    {
        WriteLook("""echo "$CLUSTER" >> "$TRACE"; if test "$CLUSTER" = c1; then exit 1; fi; sleep 0.3""");
        var runbook = _place.Write($$$"""
            parameters: {clusters: {type: list, items: {type: object, properties: {name: string}}, default: {{{Clusters}}}, description: Clusters}}
            steps:
              - id: move
                title: Move every cluster
                forEach: "{{ params.clusters }}"
                as: cluster
                key: "{{ cluster.name }}"
                maxParallel: 2
                steps:
                  - {id: go, call: look.yaml, with: {context: "{{ cluster.name }}"}}
            """);

        var failed = await _place.ExpectAsync(1, "execute", runbook);
        var report = await _place.AskAsync("report");
        var page = (await _place.ExpectAsync(0, "report", "--file", "-")).Output;
        var markdown = (await _place.ExpectAsync(0, "report", "--output", "markdown")).Output;

        Assert.Equal(["c1", "c2"], _place.Trace.Order());
        Assert.Contains("1 failed (c1), 1 under way (c2), 2 to come", failed.Output, StringComparison.Ordinal);
        Assert.Equal(["c1 failed", "c2 succeeded", "c3 pending", "c4 pending"], Standings(report, 0));
        foreach (var name in (string[])["c1", "c2", "c3", "c4"]) Assert.Contains($"<th scope=\"col\"><span>{name}</span></th>", page, StringComparison.Ordinal);
        Assert.Contains("|  | c1 | c2 | c3 | c4 |", markdown, StringComparison.Ordinal);
        Assert.Matches(@"\| Move every cluster \| failed, [0-9.]+s \| done, [0-9.]+s \| not started \| not started \|", markdown);
    }

    [Fact]
    public void A_cluster_that_the_runbook_calls_otherwise_than_its_context_has_one_column_with_its_picture_and_gateways()
    {
        var loop = Node("phase1", "Phase 1", "forEach", null, Node("phase1[europe]", "europe", "item", "gke_p_l_eu"), Node("phase1[asia]", "asia", "item", null));
        var mesh = new MeshPicture(true, [Picture("eu", "gke_p_l_eu"), Picture("asia", null)], null);

        var fleet = Fleet.Of([loop], mesh, [new("eu", "istio-system", "in", 7, 0)])!;

        Assert.Equal(["europe eu 7", "asia asia 0"], fleet.Clusters.Select(cluster => $"{cluster.Name} {cluster.Picture?.Name} {cluster.Gateways.Sum(gateway => gateway.Requests)}"));
        Assert.Null(Fleet.Of([loop with { Inner = [loop.Inner[0]] }], null, []));
    }

    private static StepNode Node(string address, string title, string kind, string? context, params StepNode[] inner) =>
        new(address, title, kind, StepStatus.Succeeded, null, null, null, context, [], [], [.. inner], true);

    private static ClusterPicture Picture(string name, string? context) => new(
        name, context, [], [], ImmutableSortedDictionary<string, ImmutableArray<TrustMoment>>.Empty, ImmutableSortedDictionary<string, int>.Empty);

    private static IEnumerable<string> Standings(JsonNode report, int phase) =>
        report["clusters"]!.AsArray().Select(cluster => $"{cluster!["name"]} {cluster["phases"]![phase]!["status"]}");

    private void WriteLook(string script)
    {
        _place.Write($$$"""
            parameters: {context: {type: string, description: The cluster}}
            cluster: {context: "{{ params.context }}"}
            steps:
              - {id: ask, repeatable: true, env: {CLUSTER: "{{ params.context }}", TRACE: {{{_place.Folder["trace"]}}}}, shell: '{{{script}}}'}
              - {id: after, repeatable: true, run: "true"}
            """, "look");
    }
}
