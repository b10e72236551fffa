using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Rehearsal;

/// <summary>A run during which something happens in the mesh that is not its doing.</summary>
internal sealed class EventfulRun(IRun run, Meanwhile meanwhile) : RunAround(run)
{
    public override async Task<Entry> AppendAsync(Event @event, string actor, bool durable, CancellationToken cancellation)
    {
        var done = AddressOf(@event);
        // Before it is recorded: an engine that dies meanwhile lets it happen again, rather than not at all.
        if (done is not null) await meanwhile.HappenAsync(done);
        var entry = await base.AppendAsync(@event, actor, durable, cancellation);
        if (done is not null) await meanwhile.MarkAsync(done);
        return entry;
    }

    /// <summary>The address of what is done by this event: a step, a gate or a checkpoint.</summary>
    private static string? AddressOf(Event happened) => happened switch
    {
        StepFinished { Result: StepResult.Succeeded } step => step.Address.Text,
        GateClosed { End: GateEnd.Approved } gate => gate.Address.Text,
        CheckpointReached checkpoint => checkpoint.Address.Text,
        _ => null,
    };
}
