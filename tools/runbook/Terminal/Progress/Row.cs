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

    /// <summary>Stands for the items that are not shown.</summary>
    ItemCount,

    /// <summary>The names of a loop's items that are done, or of those to come.</summary>
    Names,
}

/// <summary>A row of the tree before it is known how much room there is.</summary>
/// <param name="Index">Its place in its group, from the most important one.</param>
/// <param name="Total">How many its group has.</param>
/// <param name="Rank">The lower, the longer it stays where even what is fixed has no room.</param>
/// <param name="Item">The item of an outermost loop of whose rows it is one.</param>
internal sealed record Row(Part Part, int Index, int Total, int Depth, int Rank, ItemPlace? Item, IReadOnlyList<Piece> Pieces)
{
    /// <summary>Whether a count is one of failed items, and not of those in work.</summary>
    public bool IsFailed { get; init; }
}

/// <summary>How an item in work is shown.</summary>
internal enum ItemForm
{
    /// <summary>As a tree.</summary>
    Tree,

    /// <summary>The way down to what runs in one line, and what runs below it.</summary>
    Path,

    /// <summary>Its name and what runs in one line.</summary>
    Line,
}

/// <summary>The place of an item among those of its loop that are shown, and the form in which it has this row.</summary>
internal sealed record ItemPlace(int Index, int Total, ItemForm Form);
