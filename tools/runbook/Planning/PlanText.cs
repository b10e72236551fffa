using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Planning;

namespace MeshRunbook.Cli.Planning;

/// <summary>A plan as people read it: what one wants to know first, and then its steps, or every one with all that it does.</summary>
internal static class PlanText
{
    private const int MostNamed = 12;

    /// <param name="expands">Whether every step is shown, and not the outermost only.</param>
    public static IEnumerable<string> Lines(SavedPlan plan, bool expands)
    {
        var summary = PlanSummary.Of(plan.Steps);
        yield return Screen.Bold(Printable.Of($"{plan.Runbook.Title} ({plan.Runbook.Name} {plan.Runbook.Version})"));
        yield return "  " + string.Join(", ", new[]
        {
            Words.Count(plan.Steps.Length, "step"), Words.Count(summary.Commands, "command"), Words.Count(summary.Checks, "check"), Words.Count(summary.Gates, "gate"),
            Words.Count(summary.Checkpoints, "checkpoint"), $"{summary.LeftOut.Count} left out", $"{summary.Destructive.Count} destructive",
        });
        foreach (var line in Probed(summary)) yield return $"  {line}";
        foreach (var line in World(plan)) yield return $"  {line}";
        foreach (var line in Part("destructive, they take something away:", summary.Destructive, step => $"{Screen.Bold(Of(step))}: {Screen.Red(string.Join(", ", step.Destructive!))}")) yield return line;
        foreach (var line in Part("left out, their `when` is false:", summary.LeftOut, step => $"{Of(step)}: {Printable.Of(step.Title)}")) yield return line;
        foreach (var line in Part("known only during the run:", summary.Unknown, one => $"{Printable.Of(one.Name)}, for which {Words.Count(one.Steps, "step waits", "steps wait")}")) yield return line;
        yield return "";
        foreach (var line in expands ? plan.Steps.SelectMany(step => PlannedStepText.Lines(step)) : Outermost(plan.Steps)) yield return line;
    }

    private static IEnumerable<string> Probed(PlanSummary summary)
    {
        if (summary.Probed.Count == 0) yield break;
        yield return $"{Words.Count(summary.Probed.Count, "probe")} asked: {summary.Probes(Verdict.Holds)} hold already, {summary.Probes(Verdict.DoesNotHold)} do not, {summary.Probes(Verdict.CannotTell)} cannot tell";
        if (summary.Probed.FirstOrDefault(step => step.Probe!.Verdict == Verdict.CannotTell) is { } unknown)
            yield return Screen.Yellow($"cannot tell: {Printable.Lines(unknown.Probe!.Summary ?? "")}");
    }

    private static IEnumerable<string> World(SavedPlan plan)
    {
        foreach (var cluster in plan.Clusters)
        {
            var name = $"{cluster.Context ?? "the current context"}{(cluster.Kubeconfig is { } file ? $" of {file}" : "")}";
            yield return cluster.Problem is null
                ? $"cluster {Printable.Of(name)}: {Printable.Of($"{cluster.Server} ({cluster.Uid})")}"
                : Screen.Yellow($"cluster {Printable.Of(name)} could not be looked at: {Printable.Lines(cluster.Problem)}");
        }

        if (plan.Tools.Length > 0) yield return $"tools: {string.Join(", ", plan.Tools.Select(tool => $"{tool.Tool} {tool.Version ?? "(not found)"}"))}";
    }

    private static IEnumerable<string> Part<T>(string head, IReadOnlyList<T> all, Func<T, string> line)
    {
        if (all.Count == 0) yield break;
        yield return "";
        yield return head;
        foreach (var one in all.Take(MostNamed)) yield return $"  {line(one)}";
        if (all.Count > MostNamed) yield return Screen.Dim($"  and {all.Count - MostNamed} more");
    }

    /// <summary>A line for each step that stands in no other, with what is inside it.</summary>
    private static IEnumerable<string> Outermost(IReadOnlyList<PlannedStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Depth > 0) continue;
            var inside = PlanSummary.Of([.. steps.Skip(i + 1).TakeWhile(step => step.Depth > 0)]);
            var counts = string.Join(", ", new[] { (inside.Commands, "command"), (inside.Checks, "check"), (inside.Gates, "gate") }.Where(one => one.Item1 > 0).Select(one => Words.Count(one.Item1, one.Item2)));
            yield return PlannedStepText.Head(steps[i]) + (counts.Length > 0 ? Screen.Dim($" ({counts})") : "");
        }
    }

    private static string Of(PlannedStep step) => Printable.Of(step.Address.Text);
}
