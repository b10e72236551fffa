using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Planning;

namespace MeshRunbook.Cli.Planning;

/// <summary>A planned step as people read it.</summary>
internal static class PlannedStepText
{
    public static IEnumerable<string> Lines(PlannedStep step)
    {
        var indent = new string(' ', 2 * step.Depth);
        yield return indent + Head(step);
        if (step.WillRun == false) yield break;
        if (step.Command is { } command) yield return $"{indent}    $ {Printable.Lines(Words.CommandLine(command))}";
        foreach (var variable in step.Environment ?? []) yield return $"{indent}    {Screen.Dim(Printable.Of(variable))}";
        foreach (var line in step.Script?.TrimEnd().Split('\n') ?? []) yield return $"{indent}    | {Printable.Of(line)}";
        foreach (var question in step.Questions ?? []) yield return $"{indent}    {(step.Kind is "wait" ? "waits until" : "must hold:")} {Printable.Of(question)}";
        if (step.Destructive is { } destructive) yield return $"{indent}    {Screen.Red($"takes something away: {Printable.Of(string.Join(", ", destructive))}")}";
        if (step.Gate is { } gate) yield return $"{indent}    {Screen.Yellow(Printable.Of($"? {gate}"))}{(step.Approvers is { } approvers ? Printable.Of($" ({string.Join(", ", approvers)})") : "")}";
        if (step.Probe is { } probe) yield return Screen.Dim(Printable.Of($"{indent}    probe: {probe.Text}")) + Answered(probe);
    }

    public static string Head(PlannedStep step) => $"{Mark(step)} {Screen.Bold(Printable.Of(step.Address.Text))}: {Printable.Of(step.Title)}{Items(step)}" + step.WillRun switch
    {
        false => Screen.Dim("  left out, its `when` is false"),
        null => Screen.Yellow("  its `when` is known only during the run"),
        _ => "",
    };

    private static string Items(PlannedStep step) => step.Kind is not "forEach"
        ? ""
        : step.Items is { } items ? $" ({Words.Count(items.Length, "item")}{(step.FirstItems is { } first ? $", {first} first" : "")})" : " (items known only during the run)";

    private static string Answered(PlannedProbe probe) => probe.Verdict switch
    {
        Verdict.Holds => Screen.Green("  holds already"),
        Verdict.DoesNotHold => "  does not hold",
        Verdict.CannotTell => Screen.Yellow("  cannot tell"),
        _ => "",
    };

    private static string Mark(PlannedStep step) => step.Kind switch
    {
        "run" or "shell" => "▸",
        "verify" or "wait" => "✓",
        "approve" => "?",
        "checkpoint" => "⚑",
        _ => "·",
    };
}
