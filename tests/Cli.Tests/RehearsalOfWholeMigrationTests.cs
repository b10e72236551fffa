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
    });

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task A_rehearsal_ends_as_its_scenario_says(string name) => Rehearse.EndsAsItsScenarioSaysAsync(name);
}
