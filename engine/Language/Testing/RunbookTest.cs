using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Testing;

/// <summary>A checked file of tests of one runbook.</summary>
/// <param name="Shared">Canned answers of all its tests.</param>
/// <param name="Teams">Team to list of user names.</param>
public sealed record RunbookTests(Plan Plan, CannedWorld Shared, MapValue Teams, ImmutableArray<RunbookTest> Tests, SourceText Source);

/// <summary>One way in which a runbook may go.</summary>
/// <param name="Own">Canned answers of this test, which go before those of all.</param>
public sealed record RunbookTest(string Name, MapValue Parameters, CannedWorld Own, Expectation Expected, Location Location);

/// <summary>Canned answers; of those that fit, the first counts.</summary>
public sealed record CannedWorld(
    ImmutableArray<CannedCommand> Commands, ImmutableArray<CannedAnswer> Conditions, ImmutableArray<CannedGate> Gates)
{
    public static CannedWorld Empty { get; } = new([], [], []);

    public CannedWorld Before(CannedWorld other) =>
        new([.. Commands, .. other.Commands], [.. Conditions, .. other.Conditions], [.. Gates, .. other.Gates]);
}

/// <summary>What became of a file of tests: the tests if no diagnostic is an error, and all diagnostics.</summary>
public sealed record TestCompilation(RunbookTests? Tests, ImmutableArray<Diagnostic> Diagnostics);
