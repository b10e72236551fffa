namespace MeshRunbook.Execution.Commands;

/// <summary>Starts commands on this machine.</summary>
public interface ICommands
{
    /// <summary>Runs a command to its end. A command that fails is a result, not an exception; cancellation ends the
    /// whole process tree and yields <see cref="CommandEnd.Cancelled"/>.</summary>
    Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellation);

    /// <summary>Whether a process that an engine on this host started still runs.</summary>
    bool IsRunning(ProcessIdentity process);
}
