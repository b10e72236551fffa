namespace MeshRunbook.Cli.Tests;

public sealed class RehearsalOfWholeMigrationTests
{
    public static TheoryData<string> Scenarios => [.. RehearsalTests.Rehearsed.Where(IsWhole)];

    internal static bool IsWhole(string name) => name.Contains("mesh-ca-migration", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task A_rehearsal_ends_as_its_scenario_says(string name) => Rehearse.EndsAsItsScenarioSaysAsync(name);
}
