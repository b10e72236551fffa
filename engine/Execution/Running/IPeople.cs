using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Running;

/// <summary>The people who can be asked while the engine runs.</summary>
public interface IPeople
{
    /// <summary>Asks a gate's question; null where nobody is here to answer, so that the run waits. Ended by cancellation
    /// when an answer arrives another way.</summary>
    Task<GateReply?> AskAsync(GateOpened gate, CancellationToken cancellation);
}

public sealed record GateReply(bool Approved, string Actor, string? Comment);
