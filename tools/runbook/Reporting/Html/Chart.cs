using MeshRunbook.Cli.Reporting.Mesh;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>Draws a cluster over time: roots trusted, issuers, pairs that can talk, under a strip of the run's phases and gates.</summary>
/// <param name="columns">How many different values a chart has at most from left to right.</param>
internal sealed class Chart(RunReport report, TimeScale scale, Clock clock, int columns = 700)
{
    private const int StripHeight = 22;
    private const int GatesHeight = 12;

    /// <summary>The steps of the runbook that take room on the time line, with the numbers that the strip gives them.</summary>
    public IReadOnlyList<(int Number, StepNode Step)> Phases { get; } =
        [.. report.Tree.Where(step => step is { From: { } from } && scale.Of(step.To ?? report.To) - scale.Of(from) >= 0.02).Select((step, index) => (index + 1, step))];

    public HtmlText Figure(ClusterPicture cluster, int height, string heading)
    {
        var html = new HtmlText();
        html.Add($"<figure><figcaption><h3>{heading}</h3></figcaption>").Add(Strip(cluster.Context));
        var trust = Thin(cluster.Trust, moment => moment.Time, (_, later) => later);
        var positions = trust.Select(moment => moment.Position).ToList();
        var top = trust.Count == 0 ? 0 : trust.Max(moment => moment.Value.Counts.All);
        html.Add(Plot("Roots trusted", Last(cluster), top, height, "workloads", cluster.Context, Area.Draw(positions,
            [new("f-new", i => trust[i].Value.Counts.New), new("f-both", i => trust[i].Value.Counts.Both), new("f-old", i => trust[i].Value.Counts.Old), new("f-away", i => trust[i].Value.Counts.Away)], top, height)));
        html.Add(Plot("Certificates signed by", LastSigned(cluster), top, height * 2 / 3, "workloads", cluster.Context, Area.Draw(positions,
            [new("f-new", i => trust[i].Value.Counts.NewSigned), new("f-both", i => trust[i].Value.Counts.BothSigned), new("f-old", i => trust[i].Value.Counts.OldSigned), new("f-away", i => trust[i].Value.Counts.AwaySigned)], top, height * 2 / 3)));
        // A gap of a moment must be seen, so that of several values the worst is kept.
        var pairs = Thin(cluster.Pairs, moment => moment.Time, (one, later) => later.Broken >= one.Broken ? later : later with { Broken = one.Broken });
        var most = pairs.Count == 0 ? 0 : pairs.Max(moment => moment.Value.Pairs);
        html.Add(Plot("Pairs that can talk", Worst(cluster), most, height * 2 / 3, "pairs", cluster.Context, Area.Draw([.. pairs.Select(moment => moment.Position)],
            [new("f-bad", i => pairs[i].Value.Broken), new("f-calm", i => Math.Max(0, pairs[i].Value.Pairs - pairs[i].Value.Broken))], most, height * 2 / 3)));
        return html.Add(Axis()).Add($"</figure>");
    }

    private HtmlText Axis()
    {
        var html = new HtmlText();
        html.Add($"<div class=\"plot\"><span></span><svg class=\"axis\" height=\"16\" aria-hidden=\"true\">");
        foreach (var (position, anchor, @class) in new[] { (0.0, "start", ""), (0.25, "middle", "wide"), (0.5, "middle", ""), (0.75, "middle", "wide"), (1.0, "end", "") })
            html.Add($"<text class=\"{@class}\" x=\"{position * 100}%\" y=\"12\" text-anchor=\"{anchor}\">{clock.Of(scale.At(position))}</text>");
        return html.Add($"</svg></div>");
    }

    /// <summary>The sign of a series in a legend.</summary>
    public static HtmlText Swatch(string @class) =>
        new HtmlText().Add($"<svg width=\"14\" height=\"14\" aria-hidden=\"true\"><rect class=\"{@class}\" width=\"14\" height=\"14\"/><rect class=\"frame\" x=\".5\" y=\".5\" width=\"13\" height=\"13\"/></svg>");

    private HtmlText Strip(string? context)
    {
        var html = new HtmlText();
        var names = string.Join("; ", Phases.Select(phase => $"{phase.Number} {phase.Step.Title}"));
        html.Add($"<div class=\"plot strip\"><span></span><svg height=\"{StripHeight + GatesHeight}\" role=\"img\" aria-label=\"Phases: {names}\">");
        foreach (var (number, step) in Phases)
        {
            var (left, right) = (scale.Of(step.From!.Value) * 100, scale.Of(step.To ?? report.To) * 100);
            html.Add($"<rect x=\"{left}%\" y=\".5\" width=\"{right - left}%\" height=\"{StripHeight - 1}\"><title>{number} {step.Title}</title></rect>");
            html.Add($"<text class=\"number\" x=\"{(left + right) / 2}%\" y=\"15.5\" text-anchor=\"middle\">{number}</text>");
        }

        foreach (var gate in Gates(context))
            html.Add($"<svg x=\"{scale.Of(gate.Closed ?? gate.Opened) * 100}%\" y=\"{StripHeight + 1}\" overflow=\"visible\"><path class=\"gate-sign\" d=\"M0 0L5 5L0 10L-5 5Z\"><title>{gate.Title}</title></path></svg>");
        return html.Add($"</svg></div>");
    }

    private IEnumerable<GateRecord> Gates(string? context) => report.Gates.Where(gate => context is null ? gate.Context is null || report.Gates.Count < 12 : gate.Context is null || gate.Context == context);

    private HtmlText Plot(string title, string told, double top, int height, string unit, string? context, HtmlText area)
    {
        var html = new HtmlText();
        html.Add($"<div class=\"plot-head\"><b>{title}</b><span class=\"muted\">{told}</span></div>");
        html.Add($"<div class=\"plot\"><div class=\"y\" aria-hidden=\"true\"><span>{Words.Number((long)top)}</span><span>0</span></div>");
        html.Add($"<svg height=\"{height}\" role=\"img\" aria-label=\"{title}, {unit} over time: {told}\">").Add(area);
        html.Add($"<rect class=\"frame\" x=\"0\" y=\"0\" width=\"100%\" height=\"{height}\"/>");
        foreach (var (_, step) in Phases.Skip(1))
            html.Add($"<line class=\"phase-mark\" x1=\"{scale.Of(step.From!.Value) * 100}%\" x2=\"{scale.Of(step.From!.Value) * 100}%\" y1=\"0\" y2=\"{height}\"/>");
        foreach (var gate in Gates(context))
            html.Add($"<line class=\"gate-mark\" x1=\"{scale.Of(gate.Closed ?? gate.Opened) * 100}%\" x2=\"{scale.Of(gate.Closed ?? gate.Opened) * 100}%\" y1=\"0\" y2=\"{height}\"/>");
        foreach (var pause in scale.Breaks)
            html.Add($"<rect class=\"break\" x=\"{pause.From * 100}%\" y=\"0\" width=\"{(pause.To - pause.From) * 100}%\" height=\"{height}\"><title>nothing happened for {Words.Duration(pause.Length)}</title></rect>"
                + $"<line class=\"break-mark\" x1=\"{(pause.From + pause.To) * 50}%\" x2=\"{(pause.From + pause.To) * 50}%\" y1=\"0\" y2=\"{height}\"/>");
        return html.Add($"</svg></div>");
    }

    private static string Last(ClusterPicture cluster) => cluster.Trust.IsEmpty ? "nothing was seen" : Told(
        cluster.Trust[^1].Counts is var last ? [(last.Old, "old only"), (last.Both, "both"), (last.New, "Mesh CA only"), (last.Away, "no proxy")] : []);

    private static string LastSigned(ClusterPicture cluster) => cluster.Trust.IsEmpty ? "nothing was seen" : Told(
        cluster.Trust[^1].Counts is var last ? [(last.OldSigned, "old CA"), (last.BothSigned, "some by each"), (last.NewSigned, "Mesh CA"), (last.AwaySigned, "no proxy")] : []);

    private static string Worst(ClusterPicture cluster)
    {
        if (cluster.Pairs.IsEmpty) return "nothing was seen";
        var worst = cluster.Pairs.Max(moment => moment.Broken);
        return worst == 0 ? "all of them, all the time" : $"up to {Words.Number(worst)} could not";
    }

    private static string Told(IEnumerable<(int Count, string What)> parts) =>
        "at the end: " + string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{Words.Number(part.Count)} {part.What}").DefaultIfEmpty("none"));

    /// <summary>Not more moments than there is room for; of those that fall together, what <paramref name="merge"/> makes of them.</summary>
    private List<(double Position, T Value)> Thin<T>(IReadOnlyList<T> moments, Func<T, DateTimeOffset> time, Func<T, T, T> merge)
    {
        var thin = new List<(double Position, T Value)>();
        foreach (var moment in moments)
        {
            var position = Math.Floor(scale.Of(time(moment)) * columns) / columns;
            if (thin.Count > 0 && thin[^1].Position >= position) thin[^1] = (thin[^1].Position, merge(thin[^1].Value, moment));
            else thin.Add((position, moment));
        }

        return thin;
    }
}
