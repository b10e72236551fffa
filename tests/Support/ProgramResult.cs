namespace MeshRunbook.Tests.Support;

/// <summary>How a program ended, and what it printed.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>All that somebody at a terminal would have seen, standard output first.</summary>
    public string Shown => Output + Error;

    /// <summary>The lines of standard output.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
