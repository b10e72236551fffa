using System.CommandLine;
using System.Text.Json.Nodes;
using MeshRunbook.Cli.Planning;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Execution.Previewing;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook plan`: every step in order with its command, and what its probe says now.</summary>
internal static class PlanVerb
{
    public static Command Create()
    {
        var runbook = SharedOptions.Runbook();
        var param = SharedOptions.Param();
        var files = SharedOptions.Params();
        var silent = new Option<bool>("--no-probe") { Description = "Do not ask the probes" };
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("plan", "Show every step in order with its command; what is known only during the run is named as such. Nothing is changed.\n\n"
            + "Example:\n  runbook plan distribute-root.yaml --params production.yaml") { runbook, param, files, silent, state, output };
        command.SetAction(parsed => RunAsync(
            parsed.GetRequiredValue(runbook), new(parsed.GetValue(param) ?? [], parsed.GetValue(files) ?? []) { Prompts = true },
            !parsed.GetValue(silent), parsed.GetRequiredValue(state), parsed.GetRequiredValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(string path, Inputs inputs, bool asks, string state, string output)
    {
        var plan = RunbookFile.Load(path).Plan!;
        var bound = await inputs.BindAsync(plan);
        var steps = PlanPreview.Of(plan, bound.Values, Wiring.Actor);
        await using var wiring = new Wiring(state);
        var answers = asks ? await ProbeRound.AskAsync(steps, bound.Values, wiring.Conditions) : ProbeRound.None;
        if (output == "json") Console.Out.WriteLine(PlanJson.Of(plan, steps, answers).ToJsonString(Json.Readable));
        else foreach (var line in PlanText.Lines(plan, steps, answers)) Console.Out.WriteLine(line);
        var wrong = steps.Where(step => step.Problem is not null).ToList();
        if (wrong.Count == 0) return ExitCode.Done;
        throw Refusal.Invalid($"`{wrong[0].Address}`: {wrong[0].Problem}", "correct the runbook or its parameters");
    }
}
