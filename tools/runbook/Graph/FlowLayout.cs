using System.Collections.Immutable;

namespace MeshRunbook.Cli.Graph;

/// <summary>
/// Lays a procedure out: columns from left to right, each ending at a checkpoint, and in a column the steps from top to
/// bottom. What is inside a loop or a call stands in its box; branches stand side by side. Takes time in proportion to the nodes.
/// </summary>
internal sealed class FlowLayout
{
    public const double Gap = 14;
    public const double ColumnGap = 44;
    private const double Pad = 10;
    private const double LaneTitle = 18;
    private const double RollbackRow = 24;
    private const double LeastColumn = 700;
    // Two columns of it fill the width that a README has.
    private const double WidestTitle = 366;
    private const int MostLines = 3;

    private readonly Dictionary<FlowNode, Extent> _extents = new(ReferenceEqualityComparer.Instance);
    private readonly Func<FlowNode, string> _aside;

    private FlowLayout(Func<FlowNode, string> aside) => _aside = aside;

    public required ImmutableArray<LaneBox> Columns { get; init; }

    public required double Width { get; init; }

    public required double Height { get; init; }

    /// <param name="left">Where the first column begins.</param>
    /// <param name="top">Where all columns begin.</param>
    /// <param name="aside">What stands at the right of a node's title.</param>
    public static FlowLayout Of(Flow flow, double left, double top, Func<FlowNode, string> aside)
    {
        var sizes = new FlowLayout(aside) { Columns = [], Width = 0, Height = 0 };
        var columns = ImmutableArray.CreateBuilder<LaneBox>();
        var x = left;
        foreach (var nodes in sizes.ColumnsOf(flow.Nodes))
        {
            var width = nodes.Max(node => sizes.ExtentOf(node).Width);
            columns.Add(new(null, x, top, width, sizes.Stack(nodes, x, top, width)));
            x += width + ColumnGap;
        }

        return new(aside)
        {
            Columns = columns.ToImmutable(),
            Width = x - ColumnGap,
            Height = columns.Count == 0 ? top : columns.Max(column => column.Boxes[^1].Bottom),
        };
    }

    /// <summary>A column ends with a checkpoint; short ones that fit below one another share a column.</summary>
    private List<List<FlowNode>> ColumnsOf(ImmutableArray<FlowNode> nodes)
    {
        var stretches = new List<List<FlowNode>>();
        foreach (var node in nodes)
        {
            if (stretches.Count == 0 || stretches[^1][^1].Kind == FlowKind.Checkpoint) stretches.Add([]);
            stretches[^1].Add(node);
        }

        if (stretches.Count == 0) return stretches;
        var most = Math.Max(LeastColumn, stretches.Max(HeightOf));
        var columns = new List<List<FlowNode>> { stretches[0] };
        foreach (var stretch in stretches.Skip(1))
        {
            if (HeightOf(columns[^1]) + Gap + HeightOf(stretch) <= most) columns[^1].AddRange(stretch);
            else columns.Add(stretch);
        }

        return columns;
    }

    private ImmutableArray<FlowBox> Stack(IReadOnlyList<FlowNode> nodes, double x, double y, double width)
    {
        var boxes = ImmutableArray.CreateBuilder<FlowBox>(nodes.Count);
        foreach (var node in nodes)
        {
            var box = Box(node, x, y, width);
            boxes.Add(box);
            y = box.Bottom + Gap;
        }

        return boxes.ToImmutable();
    }

    private FlowBox Box(FlowNode node, double x, double y, double width)
    {
        var extent = ExtentOf(node);
        var box = new FlowBox(node, extent.Title, x, y, width, extent.Height);
        if (!node.IsOpened) return box;
        var lanes = ImmutableArray.CreateBuilder<LaneBox>(node.Lanes.Length);
        // What the box has in width beyond its need goes to its lanes in equal parts.
        var spare = (width - WidthOf(node.Lanes)) / node.Lanes.Length;
        var left = x + Pad;
        foreach (var lane in node.Lanes)
        {
            var top = y + box.Row + Pad + (lane.Title is null ? 0 : LaneTitle);
            var inner = WidthOf(lane) + spare;
            lanes.Add(new(lane.Title, left, top, inner, Stack(lane.Nodes, left, top, inner)));
            left += inner + Pad;
        }

        return box with { Lanes = lanes.ToImmutable() };
    }

    private Extent ExtentOf(FlowNode node)
    {
        if (_extents.TryGetValue(node, out var known)) return known;
        var beside = Beside(_aside(node));
        var title = TextWidth.Lines(node.Title, (WidestTitle - beside) / BoldnessOf(node), MostLines);
        var own = Math.Max(120, title.Max(TextWidth.Of) * BoldnessOf(node) + beside);
        var row = FlowBox.RowOf(title.Length);
        return _extents[node] = node.IsOpened
            ? new(title, Math.Max(own, WidthOf(node.Lanes)),
                row + 2 * Pad + node.Lanes.Max(lane => HeightOf(lane.Nodes) + (lane.Title is null ? 0 : LaneTitle)))
            : new(title, own, row + (node is { Kind: FlowKind.Gate, Rollback: not null } ? RollbackRow : 0));
    }

    /// <summary>What a box needs beside its title: the mark, the margins and what stands at the right.</summary>
    private static double Beside(string aside) => aside.Length == 0 ? 42 : 54 + TextWidth.Of(aside);

    private static double BoldnessOf(FlowNode node) => node.IsOpened || node.Kind is FlowKind.Gate or FlowKind.Checkpoint ? TextWidth.Bold : 1;

    private double WidthOf(ImmutableArray<FlowLane> lanes) => Pad + lanes.Sum(lane => WidthOf(lane) + Pad);

    private double WidthOf(FlowLane lane) => Math.Max(lane.Title is { } title ? TextWidth.Of(title) : 0, lane.Nodes.Length == 0 ? 60 : lane.Nodes.Max(node => ExtentOf(node).Width));

    private double HeightOf(IReadOnlyCollection<FlowNode> nodes) => nodes.Count == 0 ? 0 : nodes.Sum(node => ExtentOf(node).Height) + Gap * (nodes.Count - 1);

    private readonly record struct Extent(ImmutableArray<string> Title, double Width, double Height);
}
