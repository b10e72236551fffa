using System.CommandLine;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Cli.Running;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Cli.Terminal;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook rollback`: starts the rollback runbook of a run with what that run has recorded.</summary>
internal static class RollbackVerb
{
    public static Command Create()
    {
        var run = SharedOptions.Run();
        var param = SharedOptions.Param();
        var files = SharedOptions.Params();
        var waits = new Option<bool>("--wait") { Description = "Stay at a gate until it is answered elsewhere, instead of ending with status 4" };
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("rollback", "Take a run back with its rollback runbook, which gets the run's parameters and what it has recorded.\n\n"
            + "Example:\n  runbook rollback 20261121-101502") { run, param, files, waits, state, output };
        command.SetAction(parsed => RunAsync(
            parsed.GetValue(run), new(parsed.GetValue(param) ?? [], parsed.GetValue(files) ?? []) { Prompts = true }, parsed.GetValue(waits),
            parsed.GetRequiredValue(state), parsed.GetRequiredValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(string? id, Inputs inputs, bool waits, string folder, string output)
    {
        await using var wiring = new Wiring(folder);
        var forward = await Forward.OfAsync(await RunFinder.FindAsync(wiring.Store, id), inputs);
        var compilation = await forward.RollbackAsync();
        var bound = await (inputs with { Recorded = forward.Values() }).BindAsync(compilation.Plan!);
        var (end, run) = await Start.RunAsync(wiring, compilation, bound, Display.For(output, waits, wiring.Time), forward.Id);
        return Ending.Say(end, run, output);
    }
}
