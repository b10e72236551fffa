using System.Security.Cryptography;
using System.Text;
using MeshRunbook.Cli.Reporting.Mesh;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>The report as one HTML file, which needs no network and runs no script.</summary>
internal sealed class Page
{
    private static readonly string Style = ReadStyle();
    private readonly RunReport _report;
    private readonly Clock _clock;
    private readonly Chart _chart;
    private readonly TimeScale _scale;

    private Page(RunReport report)
    {
        _report = report;
        _clock = new(report);
        _scale = new(report.Activity);
        _chart = new(report, _scale, _clock);
    }

    public static string Render(RunReport report) => new Page(report).ToString();

    public override string ToString()
    {
        var sections = new List<(string Id, string Title, HtmlText? Html)>
        {
            ("trust", "Trust over time", MeshSection.Of(_report, _chart, _clock)),
            ("clusters", "Clusters side by side", ClusterSection.Of(_report)),
            ("namespaces", "Namespaces at each checkpoint", MatrixSection.Of(_report, _clock)),
            ("approvals", "Approvals", GateSection.Of(_report, _clock)),
            ("incidents", "Failures and decisions", IncidentSection.Of(_report, _clock)),
            ("steps", "Steps over time", new StepSection(_report, _scale, _clock).ToHtml()),
            ("record", "What was run", RecordSection.Of(_report)),
        };
        sections.RemoveAll(section => section.Html is null);
        var html = new HtmlText();
        html.Add($"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'\">");
        html.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">");
        html.Add($"<title>{_report.Title} – {_report.Standing} – {_report.Id}</title><style>").AddStyle(Style).Add($"</style></head><body>");
        html.Add($"<a class=\"skip\" href=\"#main\">Skip to the report</a>");
        html.Add($"<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs><pattern id=\"both\" patternUnits=\"userSpaceOnUse\" width=\"10\" height=\"8\"><rect class=\"b-base\" width=\"10\" height=\"8\"/><rect class=\"b-old\" width=\"10\" height=\"1.6\"/><rect class=\"b-new\" y=\"4\" width=\"10\" height=\"1.6\"/></pattern></defs></svg>");
        html.Add(Head()).Add($"<div class=\"page\"><nav aria-label=\"Contents\"><ul>");
        foreach (var (id, title, _) in sections) html.Add($"<li><a href=\"#{id}\">{title}</a></li>");
        html.Add($"</ul></nav></div><main id=\"main\" class=\"page\">");
        foreach (var (id, title, section) in sections)
            html.Add($"<section id=\"{id}\" aria-labelledby=\"{id}-title\"><h2 id=\"{id}-title\">{title}</h2>").Add(section!).Add($"</section>\n");
        html.Add($"</main>").Add(Foot()).Add($"</body></html>\n");
        return html.ToString();
    }

    private HtmlText Head()
    {
        var html = new HtmlText();
        html.Add($"<header class=\"page\"><div class=\"kicker\"><span class=\"badge {StandingClass}\">{_report.Standing}</span>");
        html.Add($"<span>{(_report.IsRehearsal ? "Rehearsal on a simulated mesh" : "Run report")}</span></div><h1>{_report.Title}</h1><dl class=\"facts\">");
        Fact("Run", _report.Id);
        Fact("Runbook", $"{_report.Runbook} {_report.Version}");
        Fact("Started", $"{Clock.Full(_report.From)} UTC by {_report.StartedBy}");
        Fact("Took", Words.Duration(_report.Duration));
        if (_report.RollbackOf is { } of) Fact("Takes back", of);
        html.Add($"</dl><dl class=\"figures\">");
        foreach (var (name, value, isBad) in Summary.Figures(_report))
            html.Add($"<div><dt>{name}</dt><dd class=\"{(isBad ? "bad" : "")}\">{value}</dd></div>");
        html.Add($"</dl>");
        if (_report.StopMessage is { } message) html.Add($"<p class=\"alert\">{message}</p>");
        return html.Add($"</header>");

        void Fact(string name, string value) => html.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");
    }

    private string StandingClass => _report.Standing switch
    {
        "done" => "done",
        "failed" or "rejected" => "failed",
        _ => "open",
    };

    private HtmlText Foot() => new HtmlText().Add(
        $"<footer class=\"page\"><p>Journal of {Words.Count(_report.Entries, "entry", "entries")}, each with the SHA-256 of the one before; the last one’s is <code class=\"digest\">{_report.JournalDigest}</code>.</p>")
        .Add($"<p>Made by <code>runbook report {_report.Id}</code>. All times are UTC. Secrets were masked before they were recorded.</p></footer>");

    private static string ReadStyle()
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
