using System.Globalization;
using System.Text;

namespace MeshRunbook.Cli.Graph;

/// <summary>What the marks and, of a run, the colours mean: only of what is in the picture.</summary>
internal static class SvgLegend
{
    /// <summary>Pairs of a CSS class and what it stands for.</summary>
    public static IReadOnlyList<(string Class, string Mark, string Text)> Of(Flow flow, bool ofRun)
    {
        var kinds = flow.All.Select(node => node.Kind).Distinct().Order()
            .Select(kind => (kind.ToString().ToLowerInvariant(), SvgStyle.Mark(kind), kind switch
            {
                FlowKind.Loop => "for each item", FlowKind.Parallel => "side by side", FlowKind.Call => "another runbook", _ => kind.ToString().ToLowerInvariant(),
            }));
        var standings = ofRun ? Enum.GetValues<FlowStanding>().Select(standing => (standing.ToString().ToLowerInvariant(), " ", standing.ToString().ToLowerInvariant())) : [];
        IEnumerable<(string, string, string)> maybe = flow.All.Any(node => node.IsConditional) ? [("maybe", " ", "only under a condition")] : [];
        return [.. kinds, .. maybe, .. standings];
    }

    public static double WidthOf(IReadOnlyList<(string Class, string Mark, string Text)> legend) => legend.Sum(WidthOf);

    public static string Draw(IReadOnlyList<(string Class, string Mark, string Text)> legend, double x, double y)
    {
        var svg = new StringBuilder();
        foreach (var entry in legend)
        {
            var at = x.ToString("0.#", CultureInfo.InvariantCulture);
            svg.Append(CultureInfo.InvariantCulture, $"<g class=\"{entry.Class}\" transform=\"translate({at} {y:0.#})\"><rect class=\"box\" y=\"-12\" width=\"18\" height=\"16\" rx=\"4\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text class=\"mark\" x=\"9\">{entry.Mark}</text></g>")
                .Append(CultureInfo.InvariantCulture, $"<text class=\"sub\" x=\"{x + 24:0.#}\" y=\"{y:0.#}\">{entry.Text}</text>\n");
            x += WidthOf(entry);
        }

        return svg.ToString();
    }

    private static double WidthOf((string Class, string Mark, string Text) entry) => 24 + TextWidth.Of(entry.Text) + 18;
}
