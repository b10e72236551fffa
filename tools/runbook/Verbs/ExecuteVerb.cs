using System.CommandLine;
using MeshRunbook.Cli.Planning;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Cli.Running;
using MeshRunbook.Cli.Terminal;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook execute`: starts a run and works on it.</summary>
internal static class ExecuteVerb
{
    public static Command Create()
    {
        var runbook = new Argument<string>("runbook") { Description = "The runbook's YAML file, or a saved plan" };
        var param = SharedOptions.Param();
        var files = SharedOptions.Params();
        var waits = new Option<bool>("--wait") { Description = "Stay at a gate until it is answered elsewhere, instead of ending with status 4" };
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("execute", "Carry out a runbook. Gates wait for people; whatever stops the run, `runbook resume` goes on.\n\n"
            + "A plan that `runbook plan -o FILE` has saved is carried out exactly as it shows, and once: where the runbook, a parameter, a tool, a cluster or the answer "
            + "of a probe is no longer as it was, it is refused with the difference (status 5).\n\n"
            + "Example:\n  runbook execute distribute-root.yaml --params production.yaml\n  runbook execute monday.plan") { runbook, param, files, waits, state, output };
        command.SetAction(parsed => RunAsync(
            parsed.GetRequiredValue(runbook), new(parsed.GetValue(param) ?? [], parsed.GetValue(files) ?? []) { Prompts = true },
            parsed.GetValue(waits), parsed.GetRequiredValue(state), parsed.GetRequiredValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(string path, Inputs inputs, bool waits, string state, string output)
    {
        if (SavedPlanFile.IsThere(path)) return await CarryOutAsync(path, inputs, waits, state, output);
        var compilation = RunbookFile.Load(path);
        var bound = await inputs.BindAsync(compilation.Plan!);
        await using var wiring = new Wiring(state);
        var (end, run) = await Start.RunAsync(wiring, compilation, bound, Display.For(output, waits, wiring.Time));
        return Ending.Say(end, run, output);
    }

    private static async Task<int> CarryOutAsync(string path, Inputs inputs, bool waits, string state, string output)
    {
        var file = SavedPlanFile.Read(path);
        if (inputs.Texts.Count + inputs.Files.Count > 0)
            throw Refusal.Usage($"`{path}` is a saved plan, in which the parameters stand", "leave out --param and --params; or make another plan with other parameters");
        await using var wiring = new Wiring(state);
        var (compilation, bound) = await new PlanCheck(wiring, file).CheckAsync();
        var (end, run) = await Start.RunAsync(wiring, compilation, bound, Display.For(output, waits, wiring.Time), planned: file);
        return Ending.Say(end, run, output);
    }
}
