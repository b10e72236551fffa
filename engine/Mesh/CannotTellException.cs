namespace MeshRunbook.Mesh;

/// <summary>The world did not answer, so that a condition has no verdict; carries what to say to people.</summary>
public sealed class CannotTellException(string summary, string? help = null) : Exception(summary)
{
    /// <summary>What to do next, or null.</summary>
    public string? Help { get; } = help;
}
