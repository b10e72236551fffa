using System.Collections.Immutable;

namespace MeshRunbook.Cli.Graph;

/// <summary>Where a node stands in the picture, in pixels from its upper left corner.</summary>
/// <param name="Title">The node's title, in as many lines as it takes.</param>
internal sealed record FlowBox(FlowNode Node, ImmutableArray<string> Title, double X, double Y, double Width, double Height)
{
    /// <summary>One for each of the node's lanes.</summary>
    public ImmutableArray<LaneBox> Lanes { get; init; } = [];

    /// <summary>From the base of a line of the title to that of the next.</summary>
    public const double Line = 15;

    /// <summary>Height of the node's own row, or of the bar above what is inside.</summary>
    public double Row => RowOf(Title.Length);

    public static double RowOf(int lines) => 26 + (lines - 1) * Line;

    public double Bottom => Y + Height;

    public double Middle => X + Width / 2;
}

/// <summary>A lane and what stands in it, one below the other.</summary>
internal sealed record LaneBox(string? Title, double X, double Y, double Width, ImmutableArray<FlowBox> Boxes);
