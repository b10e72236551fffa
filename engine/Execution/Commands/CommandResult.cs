namespace MeshRunbook.Execution.Commands;

/// <summary>How a command ended.</summary>
public enum CommandEnd
{
    Exited,

    /// <summary>Ended by a signal that the engine did not send.</summary>
    Signalled,

    TimedOut,

    /// <summary>Ended by the engine because the run was stopped.</summary>
    Cancelled,

    /// <summary>Never ran: the program is missing or cannot be started.</summary>
    NotStarted,
}

/// <param name="ExitCode">The exit status; 128 + signal where a signal ended it; -1 where it never ran.</param>
/// <param name="Output">Standard output as UTF-8, at most the request's capture limit.</param>
/// <param name="OutputTruncated">Whether the command printed more than <paramref name="Output"/> holds.</param>
/// <param name="Problem">Why it never ran, for people; null otherwise.</param>
public sealed record CommandResult(
    CommandEnd End, int ExitCode, string Output, string Error, bool OutputTruncated, TimeSpan Duration, string? Problem = null);
