using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Tests;

public sealed class RehearsalTests
{
    /// <summary>Scenarios whose runs are all part of another one's, so that rehearsing them here would prove nothing more.</summary>
    private static readonly string[] PartOfOthers =
    [
        "distribute-root", "distribute-root-asm", "distribute-root-cacerts",
        "migrate-to-meshca", "migrate-to-meshca-asm", "remove-old-ca", "remove-old-ca-asm",
    ];

    internal static IEnumerable<string> Rehearsed => RehearsalScenario.Names.Except(PartOfOthers);

    public static TheoryData<string> Runbooks => [.. RehearsalScenario.Runbooks];

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void Every_runbook_has_a_scenario(string runbook) => Assert.Contains(runbook, RehearsalScenario.Names);

    [Fact]
    public void Every_scenario_that_is_not_rehearsed_is_the_beginning_of_one_that_is()
    {
        var rehearsed = Rehearsed.Select(name => RehearsalScenario.Read(name, "mesh")).ToList();

        foreach (var part in PartOfOthers.Select(name => RehearsalScenario.Read(name, "mesh")))
        {
            var runs = Runs(part).ToList();
            Assert.Contains(rehearsed, other => Mesh(other) == Mesh(part) && Runs(other).Take(runs.Count).SequenceEqual(runs));
        }
    }

    [Fact]
    public void Every_runbook_is_rehearsed_by_a_saved_plan()
    {
        var rehearsed = PlannedRehearsals.Scenarios.Select(name => RehearsalScenario.Read(name, "mesh")).SelectMany(Runs).Select(run => Path.GetFileNameWithoutExtension(run.Runbook));

        Assert.Empty(PlannedRehearsals.Scenarios.Except(Rehearsed));
        Assert.Empty(RehearsalScenario.Runbooks.Except(rehearsed));
    }

    /// <summary>Without phase 1, whoever forces phase 2 by hand breaks calls between moved and unmoved workloads.</summary>
    [Fact]
    public async Task Phase_2_forced_without_phase_1_breaks_calls()
    {
        await using var mesh = new RehearsalMesh();
        var scenario = RehearsalScenario.Read("migrate-to-meshca-without-phase-1", mesh.Folder);
        await mesh.UpAsync(scenario.File);

        await mesh.ShellAsync($"""
            asmcli install --fleet_id demo-project --kubeconfig "$KUBECONFIG" --context {scenario.Parameters.Text("context")} --enable_all \
              --ca mesh_ca --option ca-migration-meshca --revision_name forced --output_dir {mesh.Folder}/forced <<< y
            kubectl label namespace shop istio.io/rev=forced --overwrite
            kubectl rollout restart deployment -n shop
            kubectl rollout status deployment/web -n shop --timeout=3m
            """);

        var report = await mesh.ReportAsync();
        Assert.True((long)report["failed"]! > 0, report.ToJsonString());
    }

    private static IEnumerable<(string Runbook, MapValue Parameters)> Runs(RehearsalScenario scenario) =>
        scenario.Before.Select(run => (run.Runbook, run.Parameters)).Append((scenario.Runbook, scenario.Parameters));

    private static string? Mesh(RehearsalScenario scenario) =>
        File.ReadLines(scenario.File).FirstOrDefault(line => line.StartsWith("extends:", StringComparison.Ordinal));
}
