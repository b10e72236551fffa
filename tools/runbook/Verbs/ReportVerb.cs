using System.CommandLine;
using MeshRunbook.Cli.Reporting;
using MeshRunbook.Cli.Runs;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook report`: what happened in a run, for those who were not there.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        var run = SharedOptions.Run();
        var output = new Option<string>("--output", "-o") { Description = "html for people, markdown for tickets, json for programs", DefaultValueFactory = _ => "html" };
        output.AcceptOnlyFromAmong("html", "markdown", "json");
        var file = new Option<string?>("--file", "-f")
        {
            Description = "Where to write it, - for standard output. Unless given, HTML goes into the run's own folder and anything else to standard output",
            HelpName = "FILE",
        };
        var state = SharedOptions.State();
        var command = new Command("report", "Report on a run: who approved what, what the mesh trusted over time, every step and command.\n\n"
            + "Example:\n  runbook report 20261121-101502 --file change-4711.html") { run, output, file, state };
        command.SetAction(parsed => RunAsync(parsed.GetValue(run), parsed.GetRequiredValue(output), parsed.GetValue(file), parsed.GetRequiredValue(state)));
        return command;
    }

    private static async Task<int> RunAsync(string? id, string output, string? file, string folder)
    {
        await using var wiring = new Wiring(folder);
        var run = await RunFinder.FindAsync(wiring.Store, id);
        var report = await ReportBuilder.BuildAsync(await Snapshot.ReadAsync(run));
        if (file is null && output == "html") file = ReportFile.InFolderOf(run);
        if (file is null or "-") await Console.Out.WriteAsync(ReportFile.Render(report, output));
        else Console.Out.WriteLine(ReportFile.Write(report, output, file));
        return ExitCode.Done;
    }
}
