using System.Collections.Immutable;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Testing;

/// <summary>How a command ends in a test, in place of running.</summary>
/// <param name="Run">The command's words with a space between any two; null for any.</param>
/// <param name="Step">The address of the step whose command it is; null for any.</param>
public sealed record CannedCommand(Pattern? Run, Pattern? Step, Location Location)
{
    /// <summary>Where the step's address stands; null where there is none.</summary>
    public Location? StepAt { get; init; }

    /// <summary>Variables that the command must get.</summary>
    public ImmutableArray<KeyValuePair<string, Pattern>> Environment { get; init; } = [];

    /// <summary>What a script that is really run must give to the command's standard input.</summary>
    public Pattern? Input { get; init; }

    public int Exit { get; init; }

    public string Output { get; init; } = "";

    public string Error { get; init; } = "";

    /// <summary>Of the test's own time.</summary>
    public TimeSpan Takes { get; init; }

    /// <summary>How often it is given, before later ones are looked at; null for always.</summary>
    public int? Times { get; init; }

    /// <summary>Whether the script of the step is really run, with canned answers for the programs that it calls.</summary>
    public bool IsReal { get; init; }
}
