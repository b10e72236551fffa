using System.Collections.Immutable;

namespace MeshRunbook.Cli.Graph;

/// <summary>Where a node stands in the picture, in pixels from its upper left corner.</summary>
internal sealed record FlowBox(FlowNode Node, double X, double Y, double Width, double Height)
{
    /// <summary>One for each of the node's lanes.</summary>
    public ImmutableArray<LaneBox> Lanes { get; init; } = [];

    /// <summary>Height of the node's own row, or of the bar above what is inside.</summary>
    public const double Row = 26;

    public double Bottom => Y + Height;

    public double Middle => X + Width / 2;
}

/// <summary>A lane and what stands in it, one below the other.</summary>
internal sealed record LaneBox(string? Title, double X, double Y, double Width, ImmutableArray<FlowBox> Boxes);
