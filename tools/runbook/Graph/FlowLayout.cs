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

    private readonly Dictionary<FlowNode, (double Width, double Height)> _sizes = new(ReferenceEqualityComparer.Instance);

    private FlowLayout() { }

    public required ImmutableArray<LaneBox> Columns { get; init; }

    public required double Width { get; init; }

    public required double Height { get; init; }

    /// <param name="left">Where the first column begins.</param>
    /// <param name="top">Where all columns begin.</param>
    public static FlowLayout Of(Flow flow, double left, double top)
    {
        var sizes = new FlowLayout { Columns = [], Width = 0, Height = 0 };
        var columns = ImmutableArray.CreateBuilder<LaneBox>();
        var x = left;
        foreach (var nodes in sizes.ColumnsOf(flow.Nodes))
        {
            var width = nodes.Max(node => sizes.Size(node).Width);
            columns.Add(new(null, x, top, width, sizes.Stack(nodes, x, top, width)));
            x += width + ColumnGap;
        }

        return new()
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
        var box = new FlowBox(node, x, y, width, Size(node).Height);
        if (!node.IsOpened) return box;
        var lanes = ImmutableArray.CreateBuilder<LaneBox>(node.Lanes.Length);
        // What the box has in width beyond its need goes to its lanes in equal parts.
        var spare = (width - Size(node).Width) / node.Lanes.Length;
        var left = x + Pad;
        foreach (var lane in node.Lanes)
        {
            var top = y + FlowBox.Row + Pad + (lane.Title is null ? 0 : LaneTitle);
            var inner = WidthOf(lane) + spare;
            lanes.Add(new(lane.Title, left, top, inner, Stack(lane.Nodes, left, top, inner)));
            left += inner + Pad;
        }

        return box with { Lanes = lanes.ToImmutable() };
    }

    private (double Width, double Height) Size(FlowNode node)
    {
        if (_sizes.TryGetValue(node, out var known)) return known;
        var right = node.Hidden > 0 ? 86 : node is { Kind: FlowKind.Loop, IsOpened: true } ? TextWidth.Of(node.Detail) + 50 : 42;
        var own = Math.Clamp(TextWidth.Of(node.Title) * TextWidth.Bold + right, 120, 340);
        var size = node.IsOpened
            ? (Math.Max(own, Pad + node.Lanes.Sum(lane => WidthOf(lane) + Pad)),
                FlowBox.Row + 2 * Pad + node.Lanes.Max(lane => HeightOf(lane.Nodes) + (lane.Title is null ? 0 : LaneTitle)))
            : (own, FlowBox.Row + (node is { Kind: FlowKind.Gate, Rollback: not null } ? RollbackRow : 0));
        return _sizes[node] = size;
    }

    private double WidthOf(FlowLane lane) => Math.Max(lane.Title is { } title ? TextWidth.Of(title) : 0, lane.Nodes.Length == 0 ? 60 : lane.Nodes.Max(node => Size(node).Width));

    private double HeightOf(IReadOnlyCollection<FlowNode> nodes) => nodes.Count == 0 ? 0 : nodes.Sum(node => Size(node).Height) + Gap * (nodes.Count - 1);
}
