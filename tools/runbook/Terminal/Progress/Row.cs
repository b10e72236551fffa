using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>Which part of the tree a row is, and so when it may be left out.</summary>
internal enum Part
{
    /// <summary>What runs, waits or failed, and what it stands in.</summary>
    Fixed,

    /// <summary>A step that is done; index 0 is the latest of its block.</summary>
    Done,

    /// <summary>Stands for the done steps of its block that are not shown.</summary>
    DoneCount,

    /// <summary>A step that comes later; index 0 is the next one of its block.</summary>
    Pending,

    /// <summary>Stands for the pending steps of its block that are not shown.</summary>
    PendingCount,

    /// <summary>A line that a running command printed; index 0 is the latest.</summary>
    Printed,

    /// <summary>An item in work beside others, in one line: stands for the rows of <see cref="Row.Item"/>.</summary>
    Compact,

    /// <summary>Stands for the items that are not shown.</summary>
    ItemCount,
}

/// <summary>A row of the tree before it is known how much room there is.</summary>
/// <param name="Index">Its place in its group, from the most important one.</param>
/// <param name="Total">How many its group has.</param>
/// <param name="Rank">The lower, the longer it stays where even what is fixed has no room.</param>
/// <param name="Item">The item, in work beside others, of whose rows it is one.</param>
internal sealed record Row(Part Part, int Index, int Total, int Depth, int Rank, ItemPlace? Item, IReadOnlyList<Piece> Pieces)
{
    /// <summary>Which of two readings of its group's count it belongs to.</summary>
    public bool IsFailed { get; init; }
}

/// <summary>The place of an item among those of its loop that are shown.</summary>
internal sealed record ItemPlace(Block Block, int Index, int Total);
