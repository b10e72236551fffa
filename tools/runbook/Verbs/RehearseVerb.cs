using System.CommandLine;
using MeshRunbook.Cli.Rehearsal;
using MeshRunbook.Cli.Rehearsal.Crashes;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Cli.Running;
using MeshRunbook.Cli.Terminal;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook rehearse`: a run on a simulated mesh.</summary>
internal static class RehearseVerb
{
    public static Command Create()
    {
        var runbook = SharedOptions.Runbook();
        var scenario = new Option<string?>("--scenario") { Description = "The mesh to rehearse on; scenarios/NAME.yaml beside the runbook unless given", HelpName = "FILE" };
        var answers = new Option<string?>("--answers") { Description = "Parameters and answers in place of the scenario's own", HelpName = "FILE" };
        var planned = new Option<bool>("--planned") { Description = "Save a plan of each run first, and carry out that: what runs must be what the plan shows" };
        var keep = new Option<bool>("--keep") { Description = "Leave the mesh running afterwards, to look at it" };
        var report = new Option<string?>("--report") { Description = "Write the run's report, an HTML file", HelpName = "FILE" };
        var everywhere = new Option<bool>("--crash-everywhere") { Description = "Kill the engine before and after every event and during every command, and compare what comes of it" };
        var at = new Option<string[]>("--crash-at") { Description = "Kill the engine at this crash point, as --crash-everywhere names it; may be repeated", HelpName = "POINT" };
        var sample = Number("--sample", "How many crash points to try; all unless given", "K");
        var seed = Number("--seed", "Which crash points a sample has (1)", "S");
        var parallel = Number("--parallel", $"How many rehearsals with crashes to carry out at once ({Environment.ProcessorCount})", "N");
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("rehearse", "Carry out a runbook on a simulated mesh, with real certificates, while every pair of workloads is probed.\n\n"
            + "With --crash-everywhere it is rehearsed once to learn its events, and then again and again on new meshes while the engine is killed "
            + "(SIGKILL) and resumed: before and after each event is written, and while each command runs. A rehearsal carries many crash points, each "
            + "lived through before the next: it must end with the mesh of the one without a crash, nothing may be missing in the list of API calls that "
            + "changed something, and nothing may be there twice unless the step's probe had said, after the kill, that it had not done its work. Where "
            + "that fails, its crash points are divided until those that do harm stand alone.\n\n"
            + "Example:\n  runbook rehearse runbooks/mesh-ca-migration.yaml\n  runbook rehearse runbooks/mesh-ca-migration.yaml --crash-everywhere --sample 60")
        {
            runbook, scenario, answers, planned, keep, report, everywhere, at, sample, seed, parallel, state, output,
        };
        command.SetAction(parsed =>
        {
            var what = parsed.GetRequiredValue(runbook);
            var where = parsed.GetValue(scenario) ?? Path.Combine(Path.GetDirectoryName(what) ?? "", "scenarios", $"{Path.GetFileNameWithoutExtension(what)}.yaml");
            var how = parsed.GetRequiredValue(output);
            RunbookFile.Load(what);
            if (!File.Exists(where)) throw Refusal.Usage($"there is no scenario `{where}`", "name one: --scenario FILE");
            var points = parsed.GetValue(at) ?? [];
            if (!parsed.GetValue(everywhere) && points.Length == 0)
            {
                if (new[] { sample, seed, parallel }.FirstOrDefault(option => parsed.GetValue(option) is not null) is { } stray)
                    throw Refusal.Usage($"`{stray.Name}` says more about crashes, and there are none", "add --crash-everywhere");
                return RunAsync(what, where, parsed.GetValue(answers), parsed.GetValue(planned), parsed.GetValue(keep), parsed.GetValue(report), parsed.GetRequiredValue(state), how);
            }

            if (parsed.GetValue(report) is not null) throw Refusal.Usage("many rehearsals are carried out, and none of them is reported on", "leave out --report, or rehearse without crashes");
            if (parsed.GetValue(planned)) throw Refusal.Usage("many rehearsals are carried out, and none of them by a plan", "leave out --planned, or rehearse without crashes");
            if (parsed.GetValue(keep)) throw Refusal.Usage("many meshes come and go, and none can be kept", "leave out --keep, or rehearse without crashes");
            return CrashesAsync(what, where, parsed.GetValue(answers), points, parsed.GetValue(sample), parsed.GetValue(seed) ?? 1, parsed.GetValue(parallel), how);
        });
        return command;
    }

    private static Option<int?> Number(string name, string description, string what)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = what };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1) result.AddError($"`{name}` is a number from 1 on");
        });
        return option;
    }

    private static async Task<int> CrashesAsync(string runbook, string scenario, string? answers, string[] names, int? sample, int seed, int? parallel, string output)
    {
        var setting = new Setting(runbook, scenario, answers, Script.Read(scenario, answers).Before.Count);
        // Where programs read the result, what is said on the way is for people all the same.
        var progress = output == "text" ? new CrashProgress(runbook, Console.Out, Screen.IsLive) : new CrashProgress(runbook, Console.Error, isLive: false);
        using var stopping = new Stopping(_ => { });
        var matrix = new CrashMatrix(setting, parallel ?? Environment.ProcessorCount, progress);
        var findings = await matrix.RunAsync(all => CrashPoint.Choose(all, names, sample, seed), stopping.Soft);
        progress.End();
        var table = new CrashTable(findings, setting);
        if (output == "json") Console.Out.WriteLine(table.ToJson().ToJsonString(Json.Line));
        else table.Print();
        return findings.AreGood ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> RunAsync(string runbook, string scenario, string? answers, bool planned, bool keep, string? report, string state, string output)
    {
        var script = Script.Read(scenario, answers);
        var lent = Assignment.Given is { } assignment ? SimulatedMesh.Find(assignment.Folder, assignment.ProcessId, isLent: true) : null;
        await using var mesh = lent ?? await SimulatedMesh.StartAsync(scenario);
        mesh.Stays = keep || lent is not null;
        var note = new Note(mesh.Folder, mesh.ProcessId, Path.GetFullPath(scenario), Path.GetFullPath(runbook), answers is null ? null : Path.GetFullPath(answers))
        {
            IsLent = lent is not null, IsPlanned = planned,
        };
        await using var wiring = new Wiring(state);
        var status = await new Rehearsing(wiring, mesh, script, note, output) { ReportFile = report }.RunAsync();
        if (keep && output == "text") Console.Out.WriteLine($"the mesh runs on: eval \"$({SimulatedMesh.Program} env --dir {mesh.Folder})\"; end it: kill {mesh.ProcessId}");
        return status;
    }
}
