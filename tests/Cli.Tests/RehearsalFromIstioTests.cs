namespace MeshRunbook.Cli.Tests;

// Three classes, because xunit runs classes side by side and the cases of one class one after another.
public sealed class RehearsalFromIstioTests
{
    public static TheoryData<string> Scenarios => [.. RehearsalTests.Rehearsed.Where(name => !name.EndsWith("-asm", StringComparison.Ordinal) && !RehearsalOfWholeMigrationTests.IsWhole(name))];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task A_rehearsal_ends_as_its_scenario_says(string name) => Rehearse.EndsAsItsScenarioSaysAsync(name);
}
