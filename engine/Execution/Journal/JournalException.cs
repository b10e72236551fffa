namespace MeshRunbook.Execution.Journal;

/// <summary>The journal was changed, or does not belong to the runbook. The message is for people.</summary>
public sealed class JournalException(string message, Exception? inner = null) : Exception(message, inner);
