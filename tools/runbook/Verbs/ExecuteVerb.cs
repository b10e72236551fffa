using System.CommandLine;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Cli.Running;
using MeshRunbook.Cli.Terminal;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook execute`: starts a run and works on it.</summary>
internal static class ExecuteVerb
{
    public static Command Create()
    {
        var runbook = SharedOptions.Runbook();
        var param = SharedOptions.Param();
        var files = SharedOptions.Params();
        var waits = new Option<bool>("--wait") { Description = "Stay at a gate until it is answered elsewhere, instead of ending with status 4" };
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("execute", "Carry out a runbook. Gates wait for people; whatever stops the run, `runbook resume` goes on.\n\n"
            + "Example:\n  runbook execute distribute-root.yaml --params production.yaml") { runbook, param, files, waits, state, output };
        command.SetAction(parsed => RunAsync(
            parsed.GetRequiredValue(runbook), new(parsed.GetValue(param) ?? [], parsed.GetValue(files) ?? []) { Prompts = true },
            parsed.GetValue(waits), parsed.GetRequiredValue(state), parsed.GetRequiredValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(string path, Inputs inputs, bool waits, string state, string output)
    {
        var compilation = RunbookFile.Load(path);
        var bound = await inputs.BindAsync(compilation.Plan!);
        await using var wiring = new Wiring(state);
        var (end, run) = await Start.RunAsync(wiring, compilation, bound, Display.For(output, waits, wiring.Time));
        return Ending.Say(end, run, output);
    }
}
