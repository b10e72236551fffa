namespace MeshRunbook.Execution.Journal;

/// <summary>The journal was changed, or does not belong to the runbook. The message is for people.</summary>
/// <param name="help">What to do about it.</param>
public sealed class JournalException(string message, string? help = null, Exception? inner = null) : Exception(message, inner)
{
    public string? Help { get; } = help;
}
