using System.Collections.Immutable;
using MeshRunbook.Cli.Reporting.Mesh;
using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>A column for each cluster of the run: what was seen of it, how far it has come, and each phase step by step.</summary>
internal static class ClusterSection
{
    private const int Many = 6;

    /// <summary>Null where there are not several.</summary>
    public static HtmlText? Of(RunReport report)
    {
        if (report.Fleet is not { } fleet) return null;
        var html = new HtmlText().Add(Table(fleet, "Table of clusters", html =>
        {
            if (fleet.Clusters.Any(cluster => cluster.Picture is not null)) Seen(html, report, fleet);
            foreach (var phase in fleet.Phases) html.Add(Row(phase.Title, phase.Whole.Cells.Select(State)));
            if (report.Gates.Count > 0) html.Add(Row("Gates", fleet.Clusters.Select(cluster => Text(Words.Number(report.Gates.Count(gate => gate.Context is not null && gate.Context == cluster.Context))))));
            html.Add(Row("Last checkpoint", fleet.Clusters.Select(cluster => Text(LastCheckpoint(report, cluster)))));
        }));
        foreach (var phase in fleet.Phases.Where(phase => !phase.Steps.IsEmpty))
            html.Add($"<details class=\"more\"><summary>{phase.Title}, step by step</summary>")
                .Add(Table(fleet, $"{phase.Title}, step by step", table =>
                {
                    foreach (var step in phase.Steps) table.Add(Row(step.Title, step.Cells.Select(State)));
                }))
                .Add($"</details>");
        return html;
    }

    private static void Seen(HtmlText html, RunReport report, Fleet fleet)
    {
        html.Add(Row("Workloads", fleet.Clusters.Select(cluster => Text(Words.Number(Last(cluster).All)))));
        html.Add(Row("Namespaces", fleet.Clusters.Select(cluster => Text(Words.Number(cluster.Picture?.Namespaces.Count(one => one.Value.Any(moment => moment.Counts.All > 0)) ?? 0)))));
        html.Add(Row("Trust at the start", fleet.Clusters.Select(cluster => Trust(First(cluster)))));
        foreach (var checkpoint in report.Checkpoints.Where(checkpoint => checkpoint.Context is null && checkpoint.Phase.Length == 0).SkipLast(1))
            html.Add(Row($"Trust at {checkpoint.Name}", fleet.Clusters.Select(cluster => Trust(ClusterPicture.At(cluster.Picture?.Trust ?? [], checkpoint.Time)))));
        html.Add(Row("Trust at the end", fleet.Clusters.Select(cluster => Trust(Last(cluster)))));
        html.Add(Row("Most pairs that could not talk", fleet.Clusters.Select(cluster => Bad(cluster.Picture is { Pairs: { IsEmpty: false } pairs } ? pairs.Max(moment => moment.Broken) : 0))));
        if (report.Gateways.Count > 0)
        {
            html.Add(Row("Gateway requests", fleet.Clusters.Select(cluster => Text(Words.Number(cluster.Gateways.Sum(gateway => gateway.Requests))))));
            html.Add(Row("of these failed", fleet.Clusters.Select(cluster => Bad(cluster.Gateways.Sum(gateway => gateway.Failed)))));
        }
    }

    private static HtmlText Table(Fleet fleet, string label, Action<HtmlText> rows)
    {
        var html = new HtmlText();
        html.Add($"<div class=\"scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\"><table class=\"{(fleet.Clusters.Length > Many ? "many" : "side")}\"><thead><tr><td></td>");
        foreach (var cluster in fleet.Clusters) html.Add($"<th scope=\"col\"><span>{cluster.Name}</span></th>");
        html.Add($"</tr></thead><tbody>");
        rows(html);
        return html.Add($"</tbody></table></div>");
    }

    private static HtmlText Row(string name, IEnumerable<HtmlText> cells)
    {
        var html = new HtmlText().Add($"<tr><th scope=\"row\">{name}</th>");
        foreach (var cell in cells) html.Add($"<td>").Add(cell).Add($"</td>");
        return html.Add($"</tr>");
    }

    private static HtmlText State(FleetCell? cell)
    {
        if (cell is null) return Text("–");
        var (@class, sign) = StepSign.Of(cell.Status);
        var time = cell.Duration is { } duration && cell.Status is not StepStatus.Skipped ? Words.Duration(duration) : "";
        return new HtmlText().Add($"<span class=\"mark {@class}\" aria-hidden=\"true\">{sign}</span><span class=\"hidden\">{StatusWord.Of(cell.Status)} </span><span class=\"small\">{time}</span>")
            .Add(cell.Error is { } error ? new HtmlText().Add($"<span class=\"hidden\">: {error}</span>") : new());
    }

    private static HtmlText Trust(TrustCounts counts)
    {
        if (counts.All == 0) return Text("–");
        var (trusts, signed) = Wording.Of(counts);
        return new HtmlText().Add($"<span class=\"cell {trusts} by-{signed}\">{trusts}</span><span class=\"hidden\">, signed by {Wording.Signer(signed)}</span>");
    }

    private static HtmlText Bad(long count) => count == 0 ? Text("0") : new HtmlText().Add($"<span class=\"no\">{Words.Number(count)}</span>");

    private static HtmlText Text(string text) => new HtmlText().Add($"{text}");

    private static string LastCheckpoint(RunReport report, FleetCluster cluster) =>
        report.Checkpoints.LastOrDefault(checkpoint => checkpoint.Context is null || checkpoint.Context == cluster.Context) is { } last
            ? last.Phase.Length == 0 ? last.Name : $"{last.Phase}: {last.Name}" : "–";

    private static TrustCounts First(FleetCluster cluster) => cluster.Picture is { Trust: [var first, ..] } ? first.Counts : default;

    private static TrustCounts Last(FleetCluster cluster) => cluster.Picture is { Trust: [.., var last] } ? last.Counts : default;
}
