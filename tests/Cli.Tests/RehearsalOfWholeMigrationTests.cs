using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

public sealed class RehearsalOfWholeMigrationTests
{
    private const string Migration = "mesh-ca-migration";

    public static TheoryData<string> Scenarios => [.. RehearsalTests.Rehearsed.Where(name => IsWhole(name) && name != Migration)];

    internal static bool IsWhole(string name) => name.Contains(Migration, StringComparison.Ordinal);

    [Fact]
    public Task A_whole_migration_saves_the_secret_of_each_cluster_in_a_file_of_its_own() => Rehearse.EndsAsItsScenarioSaysAsync(Migration, state =>
    {
        var saved = Directory.GetFiles(state, "*.istio-ca-secret.yaml", SearchOption.AllDirectories);

        Assert.Equal(2, saved.Length);
        Assert.All(saved, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        AssertEveryWorkloadPassesThroughBothRoots(state);
    });

    private static void AssertEveryWorkloadPassesThroughBothRoots(string state)
    {
        using var process = Process.Start(new ProcessStartInfo(RehearsalMesh.Find("runbook"), ["report", "--output", "json", "--state", state]) { RedirectStandardOutput = true })!;
        var mesh = JsonNode.Parse(process.StandardOutput.ReadToEnd())!["mesh"]!;

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
