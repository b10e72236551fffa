namespace MeshRunbook.Cli.Tests;

public sealed class RehearsalFromRevisionTests
{
    public static TheoryData<string> Scenarios => [.. RehearsalTests.Rehearsed.Where(name => name.EndsWith("-asm", StringComparison.Ordinal) && !RehearsalOfWholeMigrationTests.IsWhole(name))];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task A_rehearsal_ends_as_its_scenario_says(string name) => Rehearse.EndsAsItsScenarioSaysAsync(name);
}
