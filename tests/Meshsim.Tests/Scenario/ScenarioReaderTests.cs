using MeshSim.Scenario;

namespace MeshSim.Tests.Scenario;

public sealed class ScenarioReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cluster_gets_the_names_that_gcloud_would_give()
    {
        var scenario = Read("""
            clusters:
              - {name: east, project: demo, location: us-east1-b, origin: asm, revision: asm-1157-23}
            """);

        var cluster = Assert.Single(scenario.Clusters);
        Assert.Equal("gke_demo_us-east1-b_east", cluster.Context);
        Assert.True(cluster.Zonal);
        Assert.Equal("asm-1157-23", cluster.Origin.Revision);
    }

    [Fact]
    public void Generated_namespaces_hold_the_workloads_asked_for_in_all_three_lasting_kinds()
    {
        var scenario = Read("""
            clusters:
              - name: east
                generate: {namespaces: 6, workloads: 20}
            """);

        var cluster = scenario.Clusters[0];
        Assert.Equal(6, cluster.Namespaces.Count);
        Assert.Equal(20, cluster.Namespaces.Sum(n => n.Workloads.Count));
        Assert.Equal(3, cluster.Namespaces.SelectMany(n => n.Workloads).Select(w => w.Kind).Distinct().Count());
        Assert.All(cluster.Namespaces, n => Assert.Equal("enabled", n.Labels["istio-injection"]));
    }

    [Fact]
    public void A_count_makes_that_many_clusters_with_numbers_behind_their_names()
    {
        var scenario = Read("""
            clusters:
              - {name: c, count: 10, location: us-east1, generate: {namespaces: 2, workloads: 3}}
              - {name: c, count: 1, location: us-west1}
            """);

        Assert.Equal(["c01", "c02", "c03", "c04", "c05", "c06", "c07", "c08", "c09", "c10", "c1"], scenario.Clusters.Select(cluster => cluster.Name));
        Assert.Equal("gke_demo-project_us-east1_c10", scenario.Clusters[9].Context);
        Assert.All(scenario.Clusters.Take(10), cluster => Assert.Equal(3, cluster.Namespaces.Sum(n => n.Workloads.Count)));
        Assert.Single(scenario.Clusters.Select(cluster => cluster.Mesh).Distinct());
    }

    [Fact]
    public void A_count_of_clusters_leaves_no_room_for_a_context_of_one()
    {
        var problem = Assert.Single(Problems("clusters:\n  - {name: c, count: 2, context: mine}"));

        Assert.Equal("`context` names one cluster, and `count` makes several: leave it out", problem.Message);
    }

    [Fact]
    public void Every_mistake_is_named_with_its_line_at_once()
    {
        var problems = Problems("""
            seed: many
            clusters:
              - name: east
                origin: linkerd
                namespaces:
                  - name: shop
                    worklods: []
            faults:
              api: {errors: 2}
            """);

        Assert.Equal([1, 4, 7, 9], problems.Select(p => p.Line));
        Assert.Contains("unknown key `worklods`", problems[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_of_calls_are_read_with_the_calls_that_they_are_for()
    {
        var faults = Read("""
            clusters: [{name: east}]
            faults:
              api: {errors: 0.1, lost: 0.2, slow: 0.3, delay: 2s, retryAfter: 5, after: 7, calls: 3, verbs: [write], resources: [namespaces], clusters: [east]}
              tools: {gcloud: 0.5, istioctl: 1}
              asmcli: {failures: 2, at: certificates}
            """).Faults;

        Assert.Equal((0.1, 0.2, 0.3, TimeSpan.FromSeconds(2), 5), (faults.Api.Errors, faults.Api.Lost, faults.Api.Slow, faults.Api.Delay, faults.Api.RetryAfter));
        Assert.Equal("7 3 write namespaces east", $"{faults.Api.Calls.After} {faults.Api.Calls.Count} {faults.Api.Calls.Verbs[0]} {faults.Api.Calls.Resources[0]} {faults.Api.Calls.Clusters[0]}");
        Assert.Equal(new ToolFaults(0.5, 1), faults.Tools);
        Assert.Equal((2, AsmcliStage.Certificates), (faults.AsmcliFailures, faults.AsmcliFailsAt));
    }

    [Fact]
    public void Shares_of_calls_that_come_to_more_than_one_are_a_mistake()
    {
        var problems = Problems("clusters: [{name: east}]\nfaults: {api: {errors: 0.6, lost: 0.6}}");

        Assert.Contains("more than 1", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_can_extend_another_and_change_one_key()
    {
        _folder.Write("base.yaml", """
            seed: 5
            timings: {podStart: 1s, asmcli: 2s}
            clusters: [{name: east}]
            """);

        var scenario = Read("extends: base.yaml\ntimings: {podStart: 5ms}\nrehearsal: {anything: [1]}");

        Assert.Equal(5, scenario.Seed);
        Assert.Equal(TimeSpan.FromMilliseconds(5), scenario.Timings.PodStart);
        Assert.Equal(TimeSpan.FromSeconds(2), scenario.Timings.Asmcli);
    }

    [Fact]
    public void A_mistake_in_an_extended_file_is_shown_there()
    {
        _folder.Write("base.yaml", "clusters: [{name: east}]\nsede: 1");

        var problem = Assert.Single(Problems("extends: base.yaml"));

        Assert.EndsWith("base.yaml", problem.File, StringComparison.Ordinal);
        Assert.Equal(2, problem.Line);
    }

    [Theory]
    [InlineData("extends: nowhere.yaml\nclusters: [{name: east}]", "there is no file")]
    [InlineData("clusters: []", "at least one cluster")]
    [InlineData("clusters: [{name: east}, {name: east}]", "two clusters have the context")]
    [InlineData("asmcli: {version: 1.2.3}\nclusters: [{name: east}]", "is not one of 1.15.7-asm.23")]
    [InlineData("clusters: [{name: east, kubernetes: latest}]", "a version such as v1.31")]
    [InlineData("clusters: [{name: east, revision: asm-1}]", "belongs to `origin: asm`")]
    [InlineData("clusters: {", "")]
    public void A_mistake_says_what_is_expected(string text, string expected) =>
        Assert.Contains(Problems(text), p => p.Message.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void A_namespace_can_bear_both_labels_to_rehearse_that_mistake()
    {
        var scenario = Read("clusters: [{name: e, origin: asm, namespaces: [{name: shop, injection: both}]}]");

        Assert.Equal(["istio-injection", "istio.io/rev"], scenario.Clusters[0].Namespaces[0].Labels.Keys.Order());
    }

    private MeshScenario Read(string text) => ScenarioReader.Read(_folder.Write("scenario.yaml", text));

    private IReadOnlyList<ScenarioProblem> Problems(string text) => Assert.Throws<InvalidScenarioException>(() => Read(text)).Problems;
}
