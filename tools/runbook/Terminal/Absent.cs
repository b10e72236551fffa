using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;

namespace MeshRunbook.Cli.Terminal;

/// <summary>Nobody is here to answer: the run is let go at a gate, or waits for an answer that is posted.</summary>
internal sealed class Absent(bool waits, Action<GateOpened> shown) : IPeople
{
    public async Task<GateReply?> AskAsync(GateOpened gate, CancellationToken cancellation)
    {
        shown(gate);
        if (!waits) return null;
        await Task.Delay(Timeout.Infinite, cancellation);
        return null;
    }
}
