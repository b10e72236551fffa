namespace MeshRunbook.Execution.Commands;

/// <summary>Starts commands on this machine.</summary>
public interface ICommands
{
    /// <summary>Runs a command to its end. A command that fails is a result, not an exception; cancellation ends the
    /// whole process tree and yields <see cref="CommandEnd.Cancelled"/>.</summary>
    Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellation);

    /// <summary>The processes that still run of a command that an engine on this host started, by its
    /// <see cref="CommandRequest.Mark"/> and, where that is known, by its own process.</summary>
    IReadOnlyList<int> Remains(string mark, ProcessIdentity? process);
}
