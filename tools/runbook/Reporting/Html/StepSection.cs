using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>The time line: every step in its place, folded, with its commands and what they printed.</summary>
internal sealed class StepSection(RunReport report, TimeScale scale, Clock clock)
{
    private const int MostRows = 3_000;
    private const int DeepestIndent = 6;
    private const int LongestCommand = 2_000;

    public HtmlText ToHtml()
    {
        var html = new HtmlText();
        html.Add($"<p class=\"muted\">Open a step to see what is inside it, its commands with their exit status and the end of what they printed.</p>");
        html.Add($"<div class=\"steps\"><div class=\"row\"><span></span><div class=\"bar-cell\">").Add(Times()).Add($"</div><span></span></div>");
        return html.Add(Rows(report.Tree, 0, MostRows)).Add($"</div>");
    }

    private HtmlText Rows(ImmutableArray<StepNode> nodes, int depth, int room)
    {
        var html = new HtmlText();
        // Where there is no room for all, what did not go straight is never among those left out as long as it has room itself.
        var shown = nodes.Length <= room ? nodes.ToHashSet(ReferenceEqualityComparer.Instance)
            : nodes.OrderBy(node => node.Straight).Take(Math.Max(20, room)).ToHashSet(ReferenceEqualityComparer.Instance);
        var composites = Math.Max(1, shown.Count(node => ((StepNode)node!).Inner.Length > 0));
        var each = Math.Max(0, (room - shown.Count) / composites);
        foreach (var node in nodes.Where(node => shown.Contains(node))) html.Add(Row(node, depth, each));
        if (nodes.Length > shown.Count)
        {
            var left = nodes.Where(node => !shown.Contains(node)).ToList();
            html.Add($"<div class=\"inside muted\">and {Words.Number(left.Count)} more, {(left.TrueForAll(node => node.Straight) ? "all of them done at the first go" : $"{Words.Number(left.Count(node => !node.Straight))} of them not at the first go")}; see them with <code>runbook status {report.Id} --all</code></div>");
        }

        return html;
    }

    private HtmlText Row(StepNode node, int depth, int room)
    {
        // An item in which one call does everything is one line, not two.
        if (node is { Kind: "item" or "branch", Inner: [{ Kind: "call" } only] } && only.Inner.Length > 0)
            return Row(node with { Inner = only.Inner, Title = only.Title == only.Address.Split('/')[^1] ? node.Title : only.Title, Kind = "call" }, depth, room);
        var html = new HtmlText();
        var hasInside = node.Inner.Length > 0 || node.Attempts.Length > 0 || node.Answers.Length > 0 || node.Error is not null;
        if (!hasInside) return html.Add($"<div class=\"row d{Math.Min(depth, DeepestIndent)}\">").Add(Line(node, false)).Add($"</div>");
        var isOpen = !node.Straight && node.Status is StepStatus.Failed or StepStatus.InDoubt or StepStatus.Running || (depth == 0 && node.Inner.Length is > 0 and <= 6 && report.Tree.Length <= 40);
        html.Add($"<details").Add(isOpen ? new HtmlText().Add($" open") : new()).Add($"><summary class=\"row d{Math.Min(depth, DeepestIndent)}\">").Add(Line(node, true)).Add($"</summary>");
        if (node.Inner.Length == 0 || node.Error is not null) html.Add(Inside(node));
        if (node.Inner.Length > 0) html.Add(Rows(node.Inner, depth + 1, room));
        return html.Add($"</details>");
    }

    private HtmlText Line(StepNode node, bool isFolded)
    {
        var (@class, sign) = SignOf(node);
        var html = new HtmlText();
        html.Add($"<span class=\"label\"><span class=\"turn\" aria-hidden=\"true\">{(isFolded ? "▸" : "")}</span><span class=\"mark {@class}\" aria-hidden=\"true\">{sign}</span><span class=\"name\"><span class=\"hidden\">{StatusWord.Of(node.Status)}: </span>{node.Title}</span></span>");
        html.Add($"<span class=\"bar-cell\">").Add(Bar(node, @class)).Add($"</span><span class=\"time\">{(node.Kind == "checkpoint" ? clock.Of(node.From ?? report.To) is var time && node.From is not null ? time : "" : node.Duration is { } duration ? Words.Duration(duration) : "")}</span>");
        return html;
    }

    private HtmlText Bar(StepNode node, string @class)
    {
        var html = new HtmlText();
        html.Add($"<svg class=\"bar\" height=\"14\" aria-hidden=\"true\"><line class=\"line\" x1=\"0\" x2=\"100%\" y1=\"7\" y2=\"7\"/>");
        if (node.From is { } from && node.Status != StepStatus.Skipped)
        {
            var (left, right) = (scale.Of(from) * 100, scale.Of(node.To ?? report.To) * 100);
            if (node.Kind == "checkpoint") html.Add($"<svg x=\"{left}%\" y=\"7\" overflow=\"visible\"><path class=\"gate-sign\" d=\"M0 -5V5\" stroke=\"currentColor\" stroke-width=\"2\"/></svg>");
            else html.Add($"<rect class=\"{@class} {(node.Inner.Length > 0 ? "outer" : node.Kind == "approve" ? "wait" : "")}\" x=\"{left}%\" y=\"4\" width=\"{right - left}%\" height=\"6\"/>");
        }

        return html.Add($"</svg>");
    }

    private HtmlText Inside(StepNode node)
    {
        var html = new HtmlText();
        html.Add($"<div class=\"inside\"><p class=\"muted\"><span class=\"mono\">{node.Address}</span> · {node.Kind} · {StatusWord.Of(node.Status)}</p>");
        if (node.Error is { } error) html.Add($"<p class=\"no\">{error}</p>");
        foreach (var answer in node.Answers)
            html.Add($"<p>{(answer.Verdict switch { Verdict.Holds => "✔ ", Verdict.DoesNotHold => "✘ ", _ => "? " })}{answer.Summary}{(answer.Help is { } help ? $" – {help}" : "")}</p>");
        foreach (var attempt in node.Attempts.Where(attempt => attempt.Command is not null || node.Attempts.Length > 1)) html.Add(Attempt(attempt, node.Attempts.Length > 1));
        return html.Add($"</div>");
    }

    private HtmlText Attempt(AttemptRecord attempt, bool isOneOfSeveral)
    {
        var html = new HtmlText();
        var ended = attempt.Result switch
        {
            null => "no outcome recorded",
            StepResult.Succeeded or StepResult.Failed when attempt.ExitCode is { } code => $"exit status {code}",
            StepResult.Succeeded => "done",
            StepResult.TimedOut => "timed out",
            StepResult.Cancelled => "ended by the engine",
            _ => "failed",
        };
        html.Add($"<p class=\"muted\">{(isOneOfSeveral ? $"Attempt {attempt.Number}, " : "")}{clock.Of(attempt.From)}{(attempt.To is { } to ? $", {Words.Duration(to - attempt.From)}" : "")}, {ended}{(attempt.Error is { } error && isOneOfSeveral ? $": {error}" : "")}</p>");
        if (attempt.Command is { } command) html.Add($"<pre class=\"command\">$ {(command.Length <= LongestCommand ? command : command[..LongestCommand] + "…")}</pre>");
        if (!attempt.Tail.IsEmpty) html.Add($"<pre>{string.Join('\n', attempt.Tail)}</pre>");
        if (attempt.IsTailLeftOut) html.Add($"<p class=\"muted\">What it printed: <code>runbook logs {report.Id} STEP</code></p>");
        return html;
    }

    private HtmlText Times()
    {
        var html = new HtmlText();
        html.Add($"<svg class=\"bar\" height=\"16\" aria-hidden=\"true\">");
        foreach (var (position, anchor, @class) in new[] { (0.0, "start", ""), (0.5, "middle", "wide"), (1.0, "end", "") })
            html.Add($"<text class=\"{@class}\" x=\"{position * 100}%\" y=\"12\" text-anchor=\"{anchor}\">{clock.Of(scale.At(position))}</text>");
        return html.Add($"</svg>");
    }

    private static (string Class, string Sign) SignOf(StepNode node) =>
        node is { Kind: "checkpoint", Status: StepStatus.Succeeded } ? ("done", "⚑") : StepSign.Of(node.Status);
}
