using MeshRunbook.Cli.Reporting.Mesh;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>The mesh over time, and the same in numbers.</summary>
internal static class MeshSection
{
    private const int MostOpen = 6;

    public static HtmlText? Of(RunReport report, Chart chart, Clock clock)
    {
        if (report.Mesh is not { } mesh) return null;
        var html = new HtmlText();
        html.Add($"<p class=\"verdict\">{Verdict(mesh)}</p>");
        html.Add($"<p class=\"muted small\">{(mesh.IsProbed
            ? "A prober asked at every change of the mesh, for every ordered pair of proxies, whether they would still talk by mutual TLS."
            : "As the run’s own checks saw it when they looked; between two checks the last one counts. Pairs are of workloads, by the roots and certificates that they hold.")} A workload trusts what all its proxies trust.</p>");
        if (mesh.Remark is { } remark) html.Add($"<p class=\"alert\">{remark}</p>");
        html.Add($"<ul class=\"legend\"><li>").Add(Chart.Swatch("f-old")).Add($"old root only, or signed by the old CA</li><li>").Add(Chart.Swatch("f-both"))
            .Add($"both</li><li>").Add(Chart.Swatch("f-new")).Add($"Mesh CA only</li><li>").Add(Chart.Swatch("f-away")).Add($"no proxy at the moment</li><li>")
            .Add(Chart.Swatch("f-calm")).Add($"pairs that can talk</li><li>").Add(Chart.Swatch("f-bad")).Add($"cannot</li><li>")
            .Add($"<svg width=\"12\" height=\"12\" aria-hidden=\"true\"><path class=\"gate-sign\" d=\"M6 1L11 6L6 11L1 6Z\"/></svg>gate answered</li></ul>");
        html.Add(chart.Figure(mesh.Total, 150, mesh.Clusters.Length == 1 ? mesh.Clusters[0].Name : mesh.Total.Name));
        html.Add($"<ol class=\"phases\">");
        foreach (var (_, step) in chart.Phases) html.Add($"<li><b>{step.Title}</b> {clock.Of(step.From!.Value)}, {Words.Duration((step.To ?? report.To) - step.From.Value)}</li>");
        html.Add($"</ol>");
        if (mesh.Clusters.Length > 1)
        {
            html.Add($"<details class=\"more\"").Add(mesh.Clusters.Length <= MostOpen ? new HtmlText().Add($" open") : new())
                .Add($"><summary>Each of the {Words.Count(mesh.Clusters.Length, "cluster")}</summary><div class=\"clusters\">");
            foreach (var cluster in mesh.Clusters) html.Add(chart.Figure(cluster, 90, cluster.Name));
            html.Add($"</div></details>");
        }

        return html.Add(Numbers(report, mesh, clock));
    }

    private static string Verdict(MeshPicture mesh)
    {
        var total = mesh.Total;
        var worst = total.Pairs.IsEmpty ? 0 : total.Pairs.Max(moment => moment.Broken);
        var talk = worst == 0 ? "At no time was there a pair that could not talk." : $"There were times at which pairs could not talk, up to {Words.Number(worst)} of them.";
        if (total.Paths.IsEmpty) return talk;
        var jumped = total.Paths.Where(path => path.Key.Contains("old → new", StringComparison.Ordinal)).Sum(path => path.Value);
        var whole = total.Paths.GetValueOrDefault("old → both → new");
        var others = total.Paths.Values.Sum() - whole;
        return jumped > 0 ? $"{Words.Count(jumped, "workload")} went from the old root to the new one without a time of both. {talk}"
            : whole > 0 ? $"{Words.Count(whole, "workload")} went from the old root to both to Mesh CA alone{(others > 0 ? $"; {Words.Number(others)} came or went on the way" : "")}. {talk}"
            : talk;
    }

    private static HtmlText Numbers(RunReport report, MeshPicture mesh, Clock clock)
    {
        var html = new HtmlText();
        html.Add($"<details class=\"more\"><summary>The same in numbers</summary><div class=\"scroll\" role=\"region\" aria-label=\"Trust in numbers\" tabindex=\"0\"><table><caption>Workloads of all clusters, at the start, at each checkpoint of the whole run, and at the end</caption><thead><tr><th scope=\"col\">When</th><th scope=\"col\">Time</th>");
        foreach (var head in (string[])["Old only", "Both", "Mesh CA only", "No proxy", "Signed by old CA", "by each", "by Mesh CA", "Pairs", "Cannot talk"]) html.Add($"<th scope=\"col\" class=\"n\">{head}</th>");
        html.Add($"</tr></thead><tbody>");
        foreach (var (name, time) in TrustTable.Moments(report))
        {
            var counts = ClusterPicture.At(mesh.Total.Trust, time);
            var pairs = mesh.Total.Pairs.LastOrDefault(moment => moment.Time <= time);
            html.Add($"<tr><th scope=\"row\">{name}</th><td class=\"when\">{clock.Of(time)}</td>");
            foreach (var number in (long[])[counts.Old, counts.Both, counts.New, counts.Away, counts.OldSigned, counts.BothSigned, counts.NewSigned, pairs.Pairs, pairs.Broken])
                html.Add($"<td class=\"n\">{Words.Number(number)}</td>");
            html.Add($"</tr>");
        }

        html.Add($"</tbody></table></div>");
        if (!mesh.Total.Paths.IsEmpty)
        {
            html.Add($"<table><caption>Which way workloads went, all clusters</caption><thead><tr><th scope=\"col\">Roots trusted, one after the other</th><th scope=\"col\" class=\"n\">Workloads</th></tr></thead><tbody>");
            foreach (var (way, count) in mesh.Total.Paths) html.Add($"<tr><td>{way}</td><td class=\"n\">{Words.Number(count)}</td></tr>");
            html.Add($"</tbody></table>");
        }

        return html.Add($"</details>");
    }
}
