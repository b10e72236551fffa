using System.CommandLine;
using System.Text.Json.Nodes;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Cli.Terminal;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook list`: all runs, the newest first.</summary>
internal static class ListVerb
{
    public static Command Create()
    {
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("list", "List runs, the newest first.\n\nExample:\n  runbook list") { state, output };
        command.Aliases.Add("ls");
        command.SetAction(parsed => RunAsync(parsed.GetRequiredValue(state), parsed.GetRequiredValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(string state, string output)
    {
        await using var wiring = new Wiring(state);
        var rows = new List<(string Id, string Standing, string Started, string By, string Runbook)>();
        var json = new JsonArray();
        foreach (var record in await wiring.Store.ListAsync(CancellationToken.None))
        {
            var snapshot = await Snapshot.TryReadAsync(wiring.Store, record);
            var standing = snapshot is null ? "unreadable" : snapshot.Standing;
            var started = record.IsDamaged ? "?" : record.StartedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm");
            rows.Add((record.Id, standing, started, record.StartedBy, record.IsDamaged ? "?" : $"{record.Runbook} {record.Version}"));
            json.Add((JsonNode)new JsonObject
            {
                ["run"] = record.Id, ["standing"] = standing, ["startedAt"] = record.StartedAt.ToString("O"), ["startedBy"] = record.StartedBy,
                ["runbook"] = record.Runbook, ["version"] = record.Version, ["rollbackOf"] = record.RollbackOf,
            });
        }

        if (output == "json") Console.Out.WriteLine(json.ToJsonString(Json.Readable));
        else if (rows.Count == 0) Console.Out.WriteLine("no run has been started yet");
        else foreach (var line in Table.Lines(["RUN", "STANDING", "STARTED", "BY", "RUNBOOK"], [.. rows.Select(row => (string[])[row.Id, row.Standing, row.Started, row.By, row.Runbook])])) Console.Out.WriteLine(line);
        return ExitCode.Done;
    }
}
