using System.CommandLine;
using MeshRunbook.Cli.Rehearsal;
using MeshRunbook.Cli.Runbooks;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook rehearse`: a run on a simulated mesh.</summary>
internal static class RehearseVerb
{
    public static Command Create()
    {
        var runbook = SharedOptions.Runbook();
        var scenario = new Option<string?>("--scenario") { Description = "The mesh to rehearse on; scenarios/NAME.yaml beside the runbook unless given", HelpName = "FILE" };
        var answers = new Option<string?>("--answers") { Description = "Parameters and answers in place of the scenario's own", HelpName = "FILE" };
        var keep = new Option<bool>("--keep") { Description = "Leave the mesh running afterwards, to look at it" };
        var report = new Option<string?>("--report") { Description = "Write the run's report, an HTML file", HelpName = "FILE" };
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("rehearse", "Carry out a runbook on a simulated mesh, with real certificates, while every pair of workloads is probed.\n\n"
            + "Example:\n  runbook rehearse runbooks/mesh-ca-migration.yaml") { runbook, scenario, answers, keep, report, state, output };
        command.SetAction(parsed => RunAsync(
            parsed.GetRequiredValue(runbook), parsed.GetValue(scenario), parsed.GetValue(answers), parsed.GetValue(keep), parsed.GetValue(report),
            parsed.GetRequiredValue(state), parsed.GetRequiredValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(string runbook, string? scenario, string? answers, bool keep, string? report, string state, string output)
    {
        RunbookFile.Load(runbook);
        scenario ??= Path.Combine(Path.GetDirectoryName(runbook) ?? "", "scenarios", $"{Path.GetFileNameWithoutExtension(runbook)}.yaml");
        if (!File.Exists(scenario)) throw Refusal.Usage($"there is no scenario `{scenario}`", "name one: --scenario FILE");
        var script = Script.Read(scenario, section: true);
        if (answers is not null) script = script.Overruled(Script.Read(answers, section: false));
        await using var mesh = await SimulatedMesh.StartAsync(scenario);
        mesh.Stays = keep;
        var note = new Note(mesh.Folder, mesh.ProcessId, Path.GetFullPath(scenario), Path.GetFullPath(runbook), answers is null ? null : Path.GetFullPath(answers));
        await using var wiring = new Wiring(state);
        var status = await new Rehearsing(wiring, mesh, script, note, output) { ReportFile = report }.RunAsync();
        if (keep && output == "text") Console.Out.WriteLine($"the mesh runs on: eval \"$({SimulatedMesh.Program} env --dir {mesh.Folder})\"; end it: kill {mesh.ProcessId}");
        return status;
    }
}
