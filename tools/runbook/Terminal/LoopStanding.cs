using MeshRunbook.Cli.Terminal.Progress;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Terminal;

/// <summary>How the items of an outermost loop stand, such as the clusters of a fleet, to be said each time that one of them has ended.</summary>
internal static class LoopStanding
{
    private const int Named = 8;

    /// <summary>The item that has ended with this event and how all of its loop stand now; null where none has.</summary>
    public static (Address Item, string Standing)? After(Event happened, RunState state)
    {
        var address = happened switch
        {
            StepFinished e => e.Address,
            StepSkipped e => e.Address,
            StepDecided e => e.Address,
            CheckpointReached e => e.Address,
            _ => (Address?)null,
        };
        if (address is null || state.Find(address.Value)?.Block is not { } item || !(item.IsDone || item.IsFailed)) return null;
        if (item.Owner is not { Loop: { } loop, Blocks.Count: > 1 } owner || IsInsideLoop(owner)) return null;
        var time = Words.Duration(BlockRow.Time(item, state.EndedAt ?? DateTimeOffset.MinValue));
        return (item.Address, $"{(item.IsFailed ? "failed after" : "done in")} {time}; {Of(loop, owner.Blocks.Count)}");
    }

    private static string Of(LoopProgress loop, int count)
    {
        var pending = count - loop.Done - loop.Failed.Count - loop.Active.Count;
        return string.Join(", ", new[]
        {
            $"{loop.Done} of {count} done",
            loop.Failed.Count > 0 ? $"{loop.Failed.Count} failed ({Names(loop.Failed)})" : "",
            loop.Active.Count > 0 ? $"{loop.Active.Count} under way ({Names(loop.Active)})" : "",
            pending > 0 ? $"{pending} to come" : "",
        }.Where(part => part.Length > 0));
    }

    private static string Names(IReadOnlyList<Block> items) =>
        string.Join(", ", items.Take(Named).Select(BlockRow.Name)) + (items.Count > Named ? $" and {items.Count - Named} more" : "");

    private static bool IsInsideLoop(StepState step)
    {
        for (var owner = step.Block.Owner; owner is not null; owner = owner.Block.Owner)
            if (owner.Loop is not null) return true;
        return false;
    }
}
