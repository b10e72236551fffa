using System.Globalization;
using System.Text;
using MeshRunbook.Cli.Reporting.Html;
using MeshRunbook.Cli.Reporting.Mesh;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Reporting;

/// <summary>The report in Markdown, for tickets and chats: what the page says without its pictures and folded parts.</summary>
internal static class Markdown
{
    private const int MostRows = 200;

    public static string Render(RunReport report)
    {
        var clock = new Clock(report);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Safe(report.Title)}: {report.Standing}\n\n");
        if (report.IsRehearsal) text.Append("*Rehearsal on a simulated mesh.*\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Run `{report.Id}` of {Safe(report.Runbook)} {report.Version}, started {Clock.Full(report.From)} UTC by {Safe(report.StartedBy)}, took {Words.Duration(report.Duration)}.\n\n");
        if (report.StopMessage is { } message) text.Append(CultureInfo.InvariantCulture, $"> {Safe(message)}\n\n");
        foreach (var (name, value, isBad) in Summary.Figures(report)) text.Append(CultureInfo.InvariantCulture, $"- {(isBad ? "**" : "")}{value} {name}{(isBad ? "**" : "")}\n");
        if (report.Mesh is { } mesh) Trust(text, report, mesh, clock);
        if (report.Fleet is { } fleet) Clusters(text, report, fleet);
        Gates(text, report, clock);
        Incidents(text, report, clock);
        Table(text, "Steps", ["Step", "Status", "From", "Took"], report.Tree.SelectMany(step => TwoLevels(step, clock)));
        Table(text, "Commands that did not succeed", ["Step", "Command", "Exit status", "Error"],
            Leaves(report.Tree).SelectMany(step => step.Attempts.Where(attempt => attempt.Command is not null && attempt.Result != StepResult.Succeeded)
                .Select(attempt => new[] { step.Address, attempt.Command!, attempt.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "–", attempt.Error ?? "no outcome recorded" })));
        text.Append(CultureInfo.InvariantCulture, $"\nJournal of {Words.Count(report.Entries, "entry", "entries")}; SHA-256 of the last one: `{report.JournalDigest}`\n");
        return text.ToString();
    }

    private static void Trust(StringBuilder text, RunReport report, MeshPicture mesh, Clock clock) => Table(
        text, "Trust over time", ["When", "Time", "Old root only", "Both", "Mesh CA only", "Signed by old CA", "by Mesh CA", "Pairs", "Cannot talk"],
        TrustTable.Moments(report).Select(moment =>
        {
            var counts = ClusterPicture.At(mesh.Total.Trust, moment.Time);
            var pairs = mesh.Total.Pairs.LastOrDefault(one => one.Time <= moment.Time);
            return (string[])[moment.Name, clock.Of(moment.Time), .. ((long[])[counts.Old, counts.Both, counts.New, counts.OldSigned, counts.NewSigned, pairs.Pairs, pairs.Broken]).Select(Words.Number)];
        }));

    private static void Clusters(StringBuilder text, RunReport report, Fleet fleet)
    {
        var rows = new List<string[]>();
        if (fleet.Clusters.Any(cluster => cluster.Picture is not null))
        {
            Add("Trust at the start", cluster => Trust(cluster.Picture is { Trust: [var first, ..] } ? first.Counts : default));
            Add("Trust at the end", cluster => Trust(cluster.Picture is { Trust: [.., var last] } ? last.Counts : default));
        }

        foreach (var phase in fleet.Phases) rows.Add([phase.Title, .. phase.Whole.Cells.Select(Standing)]);
        if (report.Gateways.Count > 0)
            Add("Gateway requests, failed", cluster => $"{Words.Number(cluster.Gateways.Sum(gateway => gateway.Requests))}, {Words.Number(cluster.Gateways.Sum(gateway => gateway.Failed))}");
        Table(text, "Clusters side by side", ["", .. fleet.Clusters.Select(cluster => Safe(cluster.Name))], rows);

        void Add(string name, Func<FleetCluster, string> value) => rows.Add([name, .. fleet.Clusters.Select(value)]);
    }

    private static string Standing(FleetCell? cell) =>
        cell is null ? "–" : $"{StatusWord.Of(cell.Status)}{(cell.Duration is { } time ? $", {Words.Duration(time)}" : "")}";

    private static string Trust(TrustCounts counts)
    {
        var (trusts, signed) = Wording.Of(counts);
        return trusts == "–" ? trusts : $"{trusts}, signed by {Wording.Signer(signed)}";
    }

    private static void Gates(StringBuilder text, RunReport report, Clock clock) => Table(
        text, "Approvals", ["Gate", "Answer", "By", "Evidence"],
        report.Gates.Select(gate => (string[])[
            $"{gate.Title} ({gate.Address})", gate.End?.ToString().ToLowerInvariant() ?? (gate.Closed is null ? "open" : "lapsed"),
            string.Join("; ", gate.Votes.Select(vote => $"{vote.Actor} {clock.Of(vote.Time)}{(vote.Counts ? "" : " (lapsed)")}{(string.IsNullOrWhiteSpace(vote.Comment) ? "" : $": {vote.Comment}")}")),
            $"{Words.Count(gate.Findings.Length, "answer")}, {gate.Evidence[..Math.Min(12, gate.Evidence.Length)]}"]));

    private static void Incidents(StringBuilder text, RunReport report, Clock clock) => Table(
        text, "Failures and decisions", ["Time", "What", "Where", "Who", "Why"],
        report.Incidents.Select(incident => (string[])[clock.Of(incident.Time), incident.What, incident.Address ?? "the run", incident.Who, incident.Why]));

    private static IEnumerable<string[]> TwoLevels(StepNode step, Clock clock) =>
        [Row(step, "", clock), .. step.Inner.Select(inner => Row(inner, "↳ ", clock))];

    private static string[] Row(StepNode step, string indent, Clock clock) =>
        [indent + step.Title, StatusWord.Of(step.Status), step.From is { } from ? clock.Of(from) : "–", step.Duration is { } time ? Words.Duration(time) : "–"];

    private static IEnumerable<StepNode> Leaves(IEnumerable<StepNode> nodes) =>
        nodes.SelectMany(node => node.Inner.IsEmpty ? [node] : Leaves(node.Inner));

    private static void Table(StringBuilder text, string title, string[] heads, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| {string.Join(" | ", heads)} |\n|{string.Concat(Enumerable.Repeat("---|", heads.Length))}\n");
        foreach (var row in all.Take(MostRows)) text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row.Select(Safe))} |\n");
        if (all.Count > MostRows) text.Append(CultureInfo.InvariantCulture, $"\n{Words.Number(all.Count - MostRows)} more are in the JSON form.\n");
    }

    /// <summary>Text that stays text in Markdown, and in one line.</summary>
    private static string Safe(string text)
    {
        var safe = new StringBuilder();
        foreach (var c in Printable.Of(text.ReplaceLineEndings(" ")))
            safe.Append("\\`*_{}[]<>()#|~!&".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString());
        return safe.ToString();
    }
}
