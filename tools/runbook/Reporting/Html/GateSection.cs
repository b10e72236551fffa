using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>Who approved what, knowing what.</summary>
internal static class GateSection
{
    private const int MostFindings = 40;
    private const int MostGates = 300;

    public static HtmlText? Of(RunReport report, Clock clock)
    {
        if (report.Gates.Count == 0) return null;
        var html = new HtmlText();
        html.Add($"<div class=\"scroll\" role=\"region\" aria-label=\"Table of gates\" tabindex=\"0\"><table class=\"gates\"><thead><tr><th scope=\"col\">Gate</th><th scope=\"col\">Answer</th><th scope=\"col\">Who, when</th><th scope=\"col\">Waited</th></tr></thead><tbody>");
        foreach (var gate in report.Gates.Take(MostGates)) html.Add(Row(gate, clock));
        html.Add($"</tbody></table></div>");
        if (report.Gates.Count > MostGates) html.Add($"<p class=\"muted\">{Words.Number(report.Gates.Count - MostGates)} more gates are in the JSON form of this report.</p>");
        return html;
    }

    private static HtmlText Row(GateRecord gate, Clock clock)
    {
        var (@class, word) = gate.End switch
        {
            GateEnd.Approved => ("yes", "approved"),
            GateEnd.Rejected => ("no", "rejected"),
            GateEnd.TimedOut => ("no", "nobody answered in time"),
            _ when gate.Closed is not null => ("no", "lapsed"),
            _ => ("open", "open"),
        };
        var html = new HtmlText();
        html.Add($"<tr><td><b>{gate.Title}</b><div class=\"muted small mono\">{gate.Address}</div>");
        html.Add($"<details class=\"more\"><summary>Evidence: {Words.Count(gate.Findings.Length, "answer")}<span class=\"hidden\"> for {gate.Address}</span></summary>");
        if (gate.Description is { } description) html.Add($"<p>{description}</p>");
        html.Add($"<p class=\"small\">Answers are bound to the digest <code class=\"digest\">{gate.Evidence}</code> of runbook, parameters and what conditions had said since the gate before:</p><ul class=\"findings\">");
        // What did not hold comes first, for there may be more than are shown.
        foreach (var finding in gate.Findings.OrderBy(finding => finding.Answer.Verdict == Verdict.Holds).Take(MostFindings))
            html.Add($"<li>{(finding.Answer.Verdict switch { Verdict.Holds => "", Verdict.DoesNotHold => "does not hold: ", _ => "cannot tell: " })}{finding.Answer.Summary} <span class=\"muted mono\">{finding.Address}</span></li>");
        if (gate.Findings.Length > MostFindings) html.Add($"<li class=\"muted\">and {Words.Number(gate.Findings.Length - MostFindings)} more, all in the journal</li>");
        html.Add($"</ul></details>");
        foreach (var change in gate.LapsedBy)
            html.Add($"<p class=\"small\"><span class=\"mono\">{change.What}</span> changed: {change.Before} <b>→</b> {change.Now}</p>");
        html.Add($"</td><td class=\"short\"><span class=\"{@class}\">{word}</span></td><td><ul class=\"votes\">");
        foreach (var vote in gate.Votes)
            html.Add($"<li>{vote.Actor}{(vote.Approved ? "" : " rejected")}{(vote.Counts ? "" : " (lapsed: the evidence had changed)")}, {clock.Of(vote.Time)}{(string.IsNullOrWhiteSpace(vote.Comment) ? "" : $": {vote.Comment}")}</li>");
        return html.Add($"</ul></td><td class=\"short\">{(gate.Closed is { } closed ? Words.Duration(closed - gate.Opened) : "–")}</td></tr>");
    }
}
