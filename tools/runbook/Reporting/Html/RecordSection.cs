namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>The runbook, its texts and its parameters.</summary>
internal static class RecordSection
{
    private const int LongestValue = 4_000;

    public static HtmlText Of(RunReport report)
    {
        var html = new HtmlText();
        if (report.Description is { } description) html.Add($"<p>{description}</p>");
        html.Add($"<details class=\"more\"><summary>{Words.Count(report.Parameters.Count, "parameter")}</summary><div class=\"scroll\" role=\"region\" aria-label=\"Parameters\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Parameter</th><th scope=\"col\">Value</th></tr></thead><tbody>");
        foreach (var (name, value) in report.Parameters)
            html.Add($"<tr><th scope=\"row\">{name}</th><td class=\"mono\">{(value.Length <= LongestValue ? value : value[..LongestValue] + "…")}</td></tr>");
        html.Add($"</tbody></table></div></details>");
        html.Add($"<details class=\"more\"><summary>{Words.Count(report.Sources.Count, "text")} pinned with the run</summary><div class=\"scroll\" role=\"region\" aria-label=\"Pinned texts\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Text</th><th scope=\"col\">SHA-256</th></tr></thead><tbody>");
        foreach (var (name, digest) in report.Sources) html.Add($"<tr><th scope=\"row\">{name}</th><td class=\"mono\">{digest}</td></tr>");
        html.Add($"</tbody></table></div></details>");
        return html.Add($"<p class=\"small\">Runbook digest <code class=\"digest\">{report.RunbookDigest}</code></p>");
    }
}
