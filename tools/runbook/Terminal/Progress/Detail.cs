using System.Collections.Immutable;
using System.Diagnostics;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>How much of the tree is shown; the levels go from all that helps down to what runs and what failed.</summary>
/// <param name="Done">Steps that are done, of each block.</param>
/// <param name="Pending">Steps that come later, of each block.</param>
/// <param name="Printed">Lines of each running command.</param>
/// <param name="Items">Items in work of each loop.</param>
/// <param name="IsCompact">Whether items that are in work side by side take a line each.</param>
/// <param name="Counts">Whether it is said what is left out.</param>
internal sealed record Detail(int Done, int Pending, int Printed, int Items = int.MaxValue, bool IsCompact = false, bool Counts = true)
{
    public static ImmutableArray<Detail> Levels { get; } =
    [
        new(8, int.MaxValue, 3), new(3, int.MaxValue, 3), new(3, 32, 3), new(3, 20, 3), new(3, 12, 3), new(3, 8, 3), new(3, 5, 3), new(2, 4, 2), new(2, 3, 2), new(1, 2, 2), new(1, 2, 1), new(1, 1, 1),
        new(0, 1, 1), new(0, 0, 1),
        new(2, 3, 1, 12, IsCompact: true), new(1, 1, 1, 12, IsCompact: true), new(0, 0, 1, 12, IsCompact: true),
        new(0, 0, 1, 6, IsCompact: true), new(0, 0, 1, 3, IsCompact: true), new(0, 0, 1, 3, IsCompact: true, Counts: false),
        new(0, 0, 0, 3, IsCompact: true, Counts: false),
    ];

    public bool Shows(Row row)
    {
        if (row.Item is { } item)
        {
            if (item.Index >= Limit(item.Total, Items)) return false;
            if (IsCompact != (row.Part == Part.Compact)) return false;
        }

        return row.Part switch
        {
            Part.Fixed or Part.Compact => true,
            Part.Done => row.Index < Limit(row.Total, Done),
            Part.Pending => row.Index < Limit(row.Total, Pending),
            Part.Printed => row.Index < Printed,
            Part.DoneCount or Part.PendingCount or Part.ItemCount => LeftOut(row) > 0 && (Counts || row.Part == Part.ItemCount),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>For how many of its group a counting row stands; its index says how many rows the group has.</summary>
    public int LeftOut(Row row) => row.Total - Math.Min(row.Index, Limit(row.Total, row.Part switch
    {
        Part.DoneCount => Done,
        Part.PendingCount => Pending,
        _ => Items,
    }));

    // A line that says that one thing is left out would take as much room as the thing.
    private int Limit(int total, int limit) => Counts && limit < int.MaxValue && total <= limit + 1 ? total : limit;
}
