using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace MeshRunbook.Cli.Graph;

/// <summary>A procedure as an SVG picture that needs nothing else: no script, no font, no network. Light or dark as the reader's system is.</summary>
internal sealed class SvgPicture
{
    private const double Margin = 24;
    private const double Head = 66;
    private readonly StringBuilder _svg = new();
    private readonly IReadOnlyDictionary<string, FlowState>? _states;

    private SvgPicture(IReadOnlyDictionary<string, FlowState>? states) => _states = states;

    /// <param name="states">How each node stands in a run, by its path; null for the procedure alone.</param>
    public static string Of(Flow flow, IReadOnlyDictionary<string, FlowState>? states)
    {
        var picture = new SvgPicture(states);
        var layout = FlowLayout.Of(flow, Margin, Head, node => Right(node, states?.GetValueOrDefault(node.Path)));
        var legend = SvgLegend.Of(flow, states is not null);
        var width = Math.Max(layout.Width, Margin + Math.Max(TextWidth.Of(flow.Title) * 1.6, SvgLegend.WidthOf(legend))) + Margin;
        var height = layout.Height + 54;
        picture.Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" height=\"{N(height)}\" role=\"img\" aria-labelledby=\"title\">");
        picture.Line($"<title id=\"title\">{E(flow.Title)}</title>");
        picture.Line($"<style>{SvgStyle.Css}</style>");
        picture.Line(SvgStyle.Arrow);
        picture.Line("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>");
        picture.Line($"<text class=\"head\" x=\"{N(Margin)}\" y=\"30\">{E(flow.Title)}</text>");
        picture.Line($"<text class=\"sub\" x=\"{N(Margin)}\" y=\"48\">{E(flow.Name)}{(flow.Rollback is { } rollback ? $" · taken back by {E(rollback)}" : "")}</text>");
        picture.Columns(layout.Columns);
        picture._svg.Append(SvgLegend.Draw(legend, Margin, layout.Height + 32));
        picture.Line("</svg>");
        return picture._svg.ToString();
    }

    private void Columns(ImmutableArray<LaneBox> columns)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            Lane(columns[i]);
            if (i > 0) Turn(columns[i - 1], columns[i]);
        }
    }

    /// <summary>The way from the end of a column to the head of the next.</summary>
    private void Turn(LaneBox from, LaneBox to)
    {
        var start = from.Boxes[^1];
        var first = to.Boxes[0];
        var way = to.X - FlowLayout.ColumnGap / 2;
        Line($"<path class=\"edge\" d=\"M{N(start.X + start.Width)} {N(start.Y + start.Row / 2)} H{N(way - 6)} q6 0 6 -6 V{N(first.Y + first.Row / 2 + 6)} q0 -6 6 -6 H{N(first.X - 2)}\" marker-end=\"url(#arrow)\"/>");
    }

    private void Lane(LaneBox lane)
    {
        if (lane.Title is { } title) Line($"<text class=\"lane\" x=\"{N(lane.X)}\" y=\"{N(lane.Y - 6)}\">{E(TextWidth.Fit(title, lane.Width))}</text>");
        for (var i = 0; i < lane.Boxes.Length; i++)
        {
            var box = lane.Boxes[i];
            Box(box);
            if (i > 0) Way(lane.Boxes[i - 1], box);
        }
    }

    /// <summary>The way to the next box below; past what stands under a gate of a rejection.</summary>
    private void Way(FlowBox from, FlowBox to)
    {
        var isGate = from.Node is { Kind: FlowKind.Gate, Rollback: not null };
        var x = isGate ? Math.Clamp(from.X + 46 + TextWidth.Of(Rejected(from.Node)), from.Middle, from.X + from.Width - 20) : from.Middle;
        Line($"<path class=\"edge\" d=\"M{N(x)} {N(isGate ? from.Y + from.Row : from.Bottom)} V{N(to.Y - 2)}\" marker-end=\"url(#arrow)\"/>");
    }

    private void Box(FlowBox box)
    {
        var node = box.Node;
        var state = _states?.GetValueOrDefault(node.Path);
        var standing = _states is null ? "" : $" {(state?.Standing ?? FlowStanding.Pending).ToString().ToLowerInvariant()}";
        Line($"<g class=\"{node.Kind.ToString().ToLowerInvariant()}{(node.IsOpened ? " open" : "")}{(node.IsConditional ? " maybe" : "")}{standing}\"><title>{E(Tip(node, state))}</title>");
        Line(Shape(box));
        var right = Right(node, state);
        Line($"<text class=\"mark\" x=\"{N(box.X + 16)}\" y=\"{N(box.Y + 17)}\">{SvgStyle.Mark(node.Kind)}</text>");
        for (var i = 0; i < box.Title.Length; i++)
            Line($"<text x=\"{N(box.X + 29)}\" y=\"{N(box.Y + 17 + i * FlowBox.Line)}\">{E(box.Title[i])}</text>");
        if (right.Length > 0) Line($"<text class=\"right\" x=\"{N(box.X + box.Width - 9)}\" y=\"{N(box.Y + 17)}\">{E(right)}</text>");
        Line("</g>");
        if (node is { Kind: FlowKind.Gate, Rollback: { } rollback }) Rollback(box, rollback);
        foreach (var lane in box.Lanes) Lane(lane);
    }

    /// <summary>The way that a rejection takes.</summary>
    private void Rollback(FlowBox box, string name)
    {
        var y = box.Y + box.Row;
        Line($"<g class=\"rollback\"><title>{E($"a rejection starts {name}")}</title>");
        Line($"<path class=\"back\" d=\"M{N(box.X + 18)} {N(y)} v6 q0 6 6 6 h6\" marker-end=\"url(#back)\"/>");
        Line($"<text x=\"{N(box.X + 38)}\" y=\"{N(y + 16)}\">{E(TextWidth.Fit(Rejected(box.Node), box.Width - 66))}</text></g>");
    }

    private static string Rejected(FlowNode gate) => $"rejected: {gate.Rollback}";

    private static string Shape(FlowBox box) => box.Node.Kind switch
    {
        FlowKind.Gate => $"<path class=\"box\" d=\"M{N(box.X + 8)} {N(box.Y)} H{N(box.X + box.Width - 8)} l8 {N(box.Row / 2)} l-8 {N(box.Row / 2)} H{N(box.X + 8)} l-8 {N(-box.Row / 2)} z\"/>",
        FlowKind.Checkpoint => Rectangle(box, box.Row, 13),
        _ => Rectangle(box, box.Height, 5),
    };

    private static string Rectangle(FlowBox box, double height, double radius) =>
        $"<rect class=\"box\" x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(box.Width)}\" height=\"{N(height)}\" rx=\"{N(radius)}\"/>";

    private static string Right(FlowNode node, FlowState? state)
    {
        if (state is { Total: > 1 } && state.Ended < state.Total) return $"{state.Ended}/{state.Total}";
        if (state is { Standing: FlowStanding.Done, Took: { } took } && node.Kind is not (FlowKind.Checkpoint or FlowKind.Gate)) return Words.Duration(took);
        if (node is { Kind: FlowKind.Loop, IsOpened: true } && state is null) return node.Detail;
        return node.Hidden > 0 ? Words.Count(node.Hidden, "step") : "";
    }

    private static string Tip(FlowNode node, FlowState? state) => string.Join('\n', new[]
    {
        node.Title, node.Path, node.Detail, node is { Kind: FlowKind.Call, Rollback: { } rollback } ? $"taken back by {rollback}" : "",
        state is null ? "" : state.Standing.ToString().ToLowerInvariant() + (state.Took is { } took ? $" after {Words.Duration(took)}" : "")
            + (state.Total > 1 ? $", {state.Ended} of {state.Total}" : ""),
    }.Where(line => line.Length > 0));

    private void Line(string line) => _svg.Append(line).Append('\n');

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    // Control characters have no form in XML at all.
    private static string E(string text) => WebUtility.HtmlEncode(string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? ' ' : c)));
}
