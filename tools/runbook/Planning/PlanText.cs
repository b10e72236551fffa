using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Previewing;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Planning;

/// <summary>A plan as people read it: a summary, then every step.</summary>
internal static class PlanText
{
    public static IEnumerable<string> Lines(Plan plan, IReadOnlyList<PreviewStep> steps, ProbeRound probes)
    {
        yield return Screen.Bold($"{plan.Title} ({plan.Name} {plan.Version})");
        var acting = steps.Where(step => step.WillRun != false).ToList();
        yield return "  " + string.Join(", ", new[]
        {
            Words.Count(acting.Count(step => step.Step is RunStep or ShellStep), "command"),
            Words.Count(acting.Count(step => step.Step is VerifyStep or WaitStep), "check"),
            Words.Count(acting.Count(step => step.Gate is not null), "gate"),
            Words.Count(acting.Count(step => step.Step is CheckpointStep), "checkpoint"),
            Words.Count(steps.Count - acting.Count, "step") + " left out",
        });
        if (acting.Any(step => step is { Step: ForEachStep, Items: null })) yield return "  steps with [*] are repeated for items that are known only during the run";
        foreach (var line in Said(probes)) yield return $"  {line}";
        yield return "";
        foreach (var step in steps)
            foreach (var line in Lines(step, probes)) yield return line;
    }

    private static IEnumerable<string> Said(ProbeRound probes)
    {
        if (probes.Answers.Count == 0) yield break;
        var holding = probes.Answers.Values.Count(answer => answer.Verdict == Verdict.Holds);
        var unknown = probes.Answers.Values.Where(answer => answer.Verdict == Verdict.CannotTell).ToList();
        yield return $"{Words.Count(probes.Answers.Count, "probe")} asked: {holding} hold already, {probes.Answers.Count - holding - unknown.Count} do not, {unknown.Count} cannot tell";
        if (unknown is [var first, ..]) yield return Screen.Yellow($"cannot tell: {first.Summary}");
    }

    private static IEnumerable<string> Lines(PreviewStep step, ProbeRound probes)
    {
        var indent = new string(' ', 2 * step.Depth);
        var note = step.WillRun switch
        {
            false => Screen.Dim("  left out, its `when` is false"),
            null => Screen.Yellow("  its `when` is known only during the run"),
            _ => "",
        };
        yield return $"{indent}{Mark(step)} {Screen.Bold(step.Address.Text)}: {step.Title}{Items(step)}{note}";
        if (step.WillRun == false) yield break;
        if (step.Command.Length > 0) yield return $"{indent}    $ {Words.CommandLine(step.Command)}";
        if (step.Step is ShellStep shell)
        {
            foreach (var variable in step.Environment) yield return $"{indent}    {Screen.Dim(variable)}";
            foreach (var line in shell.Script.TrimEnd().Split('\n')) yield return $"{indent}    | {line}";
        }

        foreach (var question in step.Questions) yield return $"{indent}    {(step.Step is WaitStep ? "waits until" : "must hold:")} {question.Text}";
        if (step.Gate is { } gate)
            yield return $"{indent}    {Screen.Yellow($"? {gate}")}{(step.Approvers.Length > 0 ? $" ({string.Join(", ", step.Approvers)})" : "")}";
        if (step.Probe is not { } probe) yield break;
        yield return Screen.Dim($"{indent}    probe: {probe.Text}") + (probes.Of(step) is { } answer ? Answered(answer) : "");
    }

    private static string Items(PreviewStep step) => step.Step is not ForEachStep
        ? ""
        : step.Items is { } count ? $" ({Words.Count(count, "item")}{(step.FirstItems > 0 ? $", {step.FirstItems} first" : "")})" : " (items known only during the run)";

    private static string Answered(Answer answer) => answer.Verdict switch
    {
        Verdict.Holds => Screen.Green("  holds already"),
        Verdict.DoesNotHold => "  does not hold",
        _ => Screen.Yellow("  cannot tell"),
    };

    private static string Mark(PreviewStep step) => step.Step switch
    {
        RunStep or ShellStep => "▸",
        VerifyStep or WaitStep => "✓",
        ApproveStep => "?",
        CheckpointStep => "⚑",
        _ => "·",
    };
}
