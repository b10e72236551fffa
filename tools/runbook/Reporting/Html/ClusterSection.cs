using MeshRunbook.Cli.Reporting.Mesh;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>A column for each cluster of the run.</summary>
internal static class ClusterSection
{
    /// <summary>Null where there are not several.</summary>
    public static HtmlText? Of(RunReport report)
    {
        if (report.Mesh is not { Clusters: { Length: > 1 } clusters }) return null;
        var html = new HtmlText();
        html.Add($"<div class=\"scroll\" role=\"region\" aria-label=\"Table of clusters\" tabindex=\"0\"><table class=\"side\"><thead><tr><td></td>");
        foreach (var cluster in clusters) html.Add($"<th scope=\"col\">{cluster.Name}</th>");
        html.Add($"</tr></thead><tbody>");
        Row("Workloads", cluster => Words.Number(Last(cluster).All));
        Row("Namespaces", cluster => Words.Number(cluster.Namespaces.Count(one => one.Value.Any(moment => moment.Counts.All > 0))));
        Row("Trust at the start", cluster => Wording.Of(ClusterPicture.At(cluster.Trust, cluster.Trust.IsEmpty ? report.From : cluster.Trust[0].Time)).Trusts);
        Row("Trust at the end", cluster => Wording.Of(Last(cluster)).Trusts);
        Row("Signed by, at the end", cluster => Wording.Of(Last(cluster)).Signed);
        Row("Most pairs that could not talk", cluster => Words.Number(cluster.Pairs.IsEmpty ? 0 : cluster.Pairs.Max(moment => moment.Broken)));
        foreach (var phase in report.Tree.Where(step => step.Inner.Any(item => item.Context is not null)))
            Row(phase.Title, cluster => phase.Inner.FirstOrDefault(item => item.Context is not null && item.Context == cluster.Context) is { } item
                ? $"{StatusWord.Of(item.Status)}{(item.Duration is { } time ? $", {Words.Duration(time)}" : "")}" : "–");
        Row("Gates", cluster => Words.Number(report.Gates.Count(gate => gate.Context is not null && gate.Context == cluster.Context)));
        Row("Last checkpoint", cluster => report.Checkpoints.LastOrDefault(checkpoint => checkpoint.Context is null || checkpoint.Context == cluster.Context) is { } last
            ? last.Phase.Length == 0 ? last.Name : $"{last.Phase}: {last.Name}" : "–");
        return html.Add($"</tbody></table></div>");

        void Row(string name, Func<ClusterPicture, string> value)
        {
            html.Add($"<tr><th scope=\"row\">{name}</th>");
            foreach (var cluster in clusters) html.Add($"<td>{value(cluster)}</td>");
            html.Add($"</tr>");
        }
    }

    private static TrustCounts Last(ClusterPicture cluster) => cluster.Trust.IsEmpty ? default : cluster.Trust[^1].Counts;
}
