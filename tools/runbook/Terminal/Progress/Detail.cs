using System.Collections.Immutable;
using System.Diagnostics;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>How much of the tree is shown; the levels go from all that helps down to what runs and what failed.</summary>
/// <param name="Done">Steps that are done, of each block.</param>
/// <param name="Pending">Steps that come later, of each block.</param>
/// <param name="Printed">Lines of each running command.</param>
/// <param name="Form">How items in work are shown.</param>
/// <param name="Items">Items in work of each outermost loop.</param>
/// <param name="Counts">Whether it is said what is left out.</param>
internal sealed record Detail(
    int Done, int Pending, int Printed, ItemForm Form = ItemForm.Tree, int Items = int.MaxValue, bool Counts = true)
{
    public static ImmutableArray<Detail> Levels { get; } =
    [
        new(8, int.MaxValue, 3), new(3, int.MaxValue, 3), new(3, 32, 3), new(3, 20, 3), new(3, 12, 3), new(3, 8, 3), new(3, 5, 3),
        new(2, 4, 2), new(2, 3, 2), new(1, 2, 2), new(1, 2, 1), new(1, 1, 1),
        new(3, 12, 3, ItemForm.Path), new(3, 8, 2, ItemForm.Path), new(2, 5, 1, ItemForm.Path), new(1, 3, 1, ItemForm.Path),
        new(1, 1, 1, ItemForm.Path), new(0, 0, 1, ItemForm.Path),
        new(2, 3, 1, ItemForm.Line, 12), new(1, 1, 1, ItemForm.Line, 12), new(0, 0, 1, ItemForm.Line, 12),
        new(0, 0, 1, ItemForm.Line, 6), new(0, 0, 1, ItemForm.Line, 3), new(0, 0, 1, ItemForm.Line, 3, Counts: false),
        new(0, 0, 0, ItemForm.Line, 3, Counts: false),
    ];

    public bool Shows(Row row)
    {
        if (row.Item is { } item && (item.Form != Form || item.Index >= Limit(item.Total, Items))) return false;
        return row.Part switch
        {
            Part.Fixed => true,
            Part.Done => row.Index < Limit(row.Total, Done),
            Part.Pending => row.Index < Limit(row.Total, Pending),
            Part.Printed => row.Index < Printed,
            Part.DoneCount or Part.PendingCount => Counts && LeftOut(row) > 0,
            Part.ItemCount => LeftOut(row) > 0,
            Part.Names => Done > 1,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>For how many of its group a counting row stands; its index says how many rows the group has.</summary>
    public int LeftOut(Row row) => row.Total - Math.Min(row.Index, row.Part switch
    {
        Part.DoneCount => Limit(row.Total, Done),
        Part.PendingCount => Limit(row.Total, Pending),
        _ => row.Item is null ? Limit(row.Total, Items) : row.Total,
    });

    // A line that says that one thing is left out would take as much room as the thing.
    private int Limit(int total, int limit) => Counts && limit < int.MaxValue && total <= limit + 1 ? total : limit;
}
