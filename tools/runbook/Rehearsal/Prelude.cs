namespace MeshRunbook.Cli.Rehearsal;

/// <summary>A run that is done first on the same mesh.</summary>
internal sealed record Prelude
{
    public string Runbook { get; init; } = "";

    public string Parameters { get; init; } = "";

    public IReadOnlyList<(string Gate, bool Approves)> Answers { get; init; } = [];

    /// <summary>Whether the rehearsed runbook takes this run back, and gets its parameters from it.</summary>
    public bool IsTakenBack { get; init; }
}
