namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>What did not go straight on, and who decided what.</summary>
internal static class IncidentSection
{
    private const int Most = 400;

    public static HtmlText Of(RunReport report, Clock clock)
    {
        var html = new HtmlText();
        if (report.Incidents.Count == 0)
            return html.Add($"<p>Nothing failed, nothing was tried again or left out, no effect was lost on the way, and the run was never interrupted.</p>");
        html.Add($"<div class=\"scroll\" role=\"region\" aria-label=\"Table of failures and decisions\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Time</th><th scope=\"col\">What</th><th scope=\"col\">Where</th><th scope=\"col\">Who</th><th scope=\"col\">Why</th></tr></thead><tbody>");
        foreach (var incident in report.Incidents.Take(Most))
            html.Add($"<tr><td class=\"when\">{clock.Of(incident.Time)}</td><td>{incident.What}</td><td class=\"mono\">{incident.Address ?? "the run"}</td><td>{incident.Who}</td><td>{incident.Why}</td></tr>");
        html.Add($"</tbody></table></div>");
        if (report.Incidents.Count > Most) html.Add($"<p class=\"muted\">{Words.Number(report.Incidents.Count - Most)} more are in the JSON form of this report.</p>");
        return html;
    }
}
