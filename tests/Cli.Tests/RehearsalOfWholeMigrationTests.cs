using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

public sealed class RehearsalOfWholeMigrationTests
{
    private const string Migration = "mesh-ca-migration";
    private const string Unlabelled = "mesh-ca-migration-unlabelled";

    public static TheoryData<string> Scenarios => [.. RehearsalTests.Rehearsed.Where(name => IsWhole(name) && name is not (Migration or Unlabelled))];

    internal static bool IsWhole(string name) => name.Contains(Migration, StringComparison.Ordinal);

    [Fact]
    public Task A_whole_migration_saves_the_secret_of_each_cluster_in_a_file_of_its_own() => Rehearse.EndsAsItsScenarioSaysAsync(Migration, state =>
    {
        var saved = Directory.GetFiles(state, "*.istio-ca-secret.yaml", SearchOption.AllDirectories);

        Assert.Equal(2, saved.Length);
        Assert.All(saved, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        AssertEveryWorkloadPassesThroughBothRoots(state);
    });

    [Fact]
    public Task Every_cluster_is_looked_at_whatever_is_found_in_one_and_nothing_is_changed_where_something_is() => Rehearse.EndsAsItsScenarioSaysAsync(Unlabelled, state =>
    {
        var clusters = Report(state)["clusters"]!.AsArray();

        Assert.Equal(
            ["bad1 failed", "good1 succeeded", "bad2 failed", "good2 succeeded"],
            clusters.Select(cluster => $"{cluster!["name"]} {cluster["phases"]![0]!["status"]}"));
        Assert.Contains("stray", (string)clusters[2]!["phases"]![0]!["error"]!, StringComparison.Ordinal);
    });

    private static JsonNode Report(string state)
    {
        using var process = Process.Start(new ProcessStartInfo(Programs.Runbook, ["report", "--output", "json", "--state", state]) { RedirectStandardOutput = true })!;
        return JsonNode.Parse(process.StandardOutput.ReadToEnd())!;
    }

    private static void AssertEveryWorkloadPassesThroughBothRoots(string state)
    {
        var report = Report(state);
        var mesh = report["mesh"]!;

        Assert.Equal(0, (long)report["probes"]!["gatewayRequestsFailed"]!);
        Assert.All(report["probes"]!["gateways"]!.AsArray(), gateway => Assert.True((long)gateway!["requests"]! > 100, gateway.ToJsonString()));
        Assert.Equal(2, report["probes"]!["gateways"]!.AsArray().Count);
        Assert.Equal(["look", "phase1", "barrier1", "phase2", "barrier2", "remove"], report["clusters"]![1]!["phases"]!.AsArray().Select(phase => (string)phase!["id"]!));
        Assert.All(report["clusters"]![1]!["phases"]!.AsArray(), phase => Assert.Equal("succeeded", (string)phase!["status"]!));
        Assert.Equal("prober", (string)mesh["source"]!);
        foreach (var cluster in mesh["clusters"]!.AsArray())
        {
            var ways = cluster!["ways"]!.AsObject();
            Assert.True((int)ways["old → both → new"]! > 10, ways.ToJsonString());
            Assert.DoesNotContain(ways, way => way.Key.Contains("old → new", StringComparison.Ordinal));
            Assert.All(cluster["pairs"]!.AsArray(), moment => Assert.Equal(0, (long)moment!["cannotTalk"]!));
            Assert.True((long)cluster["pairs"]![0]!["pairs"]! > 100);
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task A_rehearsal_ends_as_its_scenario_says(string name) => Rehearse.EndsAsItsScenarioSaysAsync(name);
}
