namespace MeshRunbook.Cli.Rehearsal;

/// <summary>How a rehearsal must end.</summary>
internal sealed record Expectation
{
    public bool IsGiven { get; init; }

    /// <summary>done, failed or rejected.</summary>
    public string Result { get; init; } = "done";

    /// <summary>The step at which it fails or is rejected; null for any.</summary>
    public string? At { get; init; }

    /// <summary>The run changes nothing in the mesh: since <see cref="Since"/>, else since what happened meanwhile, else at all.</summary>
    public bool Unchanged { get; init; }

    /// <summary>The address of the step after which nothing changes, or null.</summary>
    public string? Since { get; init; }

    /// <summary>Texts that stand in the message with which the run stops.</summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    /// <summary>The run brings the mesh back to what it was before the run that it takes back.</summary>
    public bool Restored { get; init; }

    public bool ProbesFail { get; init; }
}
