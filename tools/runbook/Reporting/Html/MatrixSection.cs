using MeshRunbook.Cli.Reporting.Mesh;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>What the workloads of each namespace trusted at each checkpoint, cluster by cluster.</summary>
internal static class MatrixSection
{
    private const int MostOpen = 4;
    private const int MostNamespaces = 200;

    public static HtmlText? Of(RunReport report, Clock clock)
    {
        if (report.Mesh is not { } mesh || report.Checkpoints.Count == 0) return null;
        var html = new HtmlText();
        html.Add($"<p class=\"muted\">Each cell says which roots the workloads trust; the line below it, who signed their certificates. <span class=\"cell old by-old\">old</span> the old CA, <span class=\"cell both by-old\">both</span> roots and the old CA, <span class=\"cell both by-new\">both</span> roots and Mesh CA, <span class=\"cell new by-new\">new</span> Mesh CA alone.</p>");
        foreach (var cluster in mesh.Clusters)
        {
            var isOpen = mesh.Clusters.Length <= MostOpen;
            html.Add($"<details class=\"gates-folded\"").Add(isOpen ? new HtmlText().Add($" open") : new()).Add($"><summary><b>{cluster.Name}</b> <span class=\"muted\">{Words.Count(cluster.Namespaces.Count, "namespace")}</span></summary>")
                .Add(Table(report, cluster, clock)).Add($"</details>");
        }

        return html;
    }

    private static HtmlText Table(RunReport report, ClusterPicture cluster, Clock clock)
    {
        var checkpoints = report.Checkpoints.Where(checkpoint => checkpoint.Context is null || checkpoint.Context == cluster.Context || cluster.Context is null).ToList();
        var html = new HtmlText();
        html.Add($"<div class=\"scroll\" role=\"region\" aria-label=\"Namespaces of {cluster.Name} at each checkpoint\" tabindex=\"0\"><table class=\"matrix\"><thead><tr><td></td>");
        foreach (var group in Groups(checkpoints)) html.Add(group.Phase.Length == 0
            ? new HtmlText().Add($"<td class=\"group\" colspan=\"{group.Count}\"></td>")
            : new HtmlText().Add($"<th class=\"group\" scope=\"colgroup\" colspan=\"{group.Count}\">{group.Phase}</th>"));
        html.Add($"</tr><tr><th scope=\"col\">Namespace</th>");
        foreach (var (checkpoint, isFirst) in Marked(checkpoints))
            html.Add($"<th class=\"{(isFirst ? "group" : "")}\" scope=\"col\">{checkpoint.Name}<br><span class=\"small\">{clock.Of(checkpoint.Time)}</span></th>");
        html.Add($"</tr></thead><tbody>");
        foreach (var (name, moments) in cluster.Namespaces.Take(MostNamespaces))
        {
            html.Add($"<tr><th scope=\"row\">{name}</th>");
            foreach (var (checkpoint, isFirst) in Marked(checkpoints))
            {
                var counts = ClusterPicture.At(moments, checkpoint.Time);
                var (trusts, signed) = Wording.Of(counts);
                html.Add($"<td class=\"{(isFirst ? "group" : "")}\">");
                html.Add(counts.All == 0 ? new HtmlText().Add($"<span class=\"cell none\">–</span>")
                    : new HtmlText().Add($"<span class=\"cell {trusts} by-{signed}\">{trusts}</span><span class=\"hidden\">, signed by {Wording.Signer(signed)}, {Words.Count(counts.All, "workload")}</span>"));
                html.Add($"</td>");
            }

            html.Add($"</tr>");
        }

        html.Add($"</tbody></table></div>");
        if (cluster.Namespaces.Count > MostNamespaces) html.Add($"<p class=\"muted\">{Words.Number(cluster.Namespaces.Count - MostNamespaces)} more namespaces are in the JSON form of this report.</p>");
        return html;
    }

    private static IEnumerable<(CheckpointRecord Checkpoint, bool IsFirst)> Marked(List<CheckpointRecord> checkpoints) =>
        checkpoints.Select((checkpoint, index) => (checkpoint, index == 0 || checkpoints[index - 1].Phase != checkpoint.Phase));

    private static List<(string Phase, int Count)> Groups(List<CheckpointRecord> checkpoints)
    {
        var groups = new List<(string Phase, int Count)>();
        foreach (var checkpoint in checkpoints)
            if (groups.Count > 0 && groups[^1].Phase == checkpoint.Phase) groups[^1] = (checkpoint.Phase, groups[^1].Count + 1);
            else groups.Add((checkpoint.Phase, 1));
        return groups;
    }
}
