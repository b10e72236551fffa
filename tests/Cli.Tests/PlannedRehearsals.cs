using System.Text.RegularExpressions;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Planning;
using MeshRunbook.Language.Expressions;

namespace MeshRunbook.Cli.Tests;

/// <summary>Rehearsals in which each run is carried out by its saved plan; together they have every shipped runbook.</summary>
internal static class PlannedRehearsals
{
    public static readonly IReadOnlyList<string> Scenarios =
        ["mesh-ca-migration", "restore-old-ca", "rollback-distribute-root", "rollback-mesh-ca-migration", "rollback-migrate-to-meshca"];

    /// <summary>Compares the commands in the journals of all runs with their plans, without the engine's help.</summary>
    public static void AssertCommandsAreThoseShown(string state)
    {
        var runs = Directory.GetDirectories(Path.Combine(state, "runs"));
        Assert.NotEmpty(runs);
        foreach (var run in runs)
        {
            var plan = SavedPlanFormat.Read(File.ReadAllBytes(Assert.Single(Directory.GetFiles(Path.Combine(run, "sources"), "*saved plan")))).Plan;
            var events = JournalFormat.Read(File.ReadAllBytes(Path.Combine(run, "journal.jsonl"))).Entries.Select(entry => entry.Event).ToList();
            var commands = events.OfType<StepStarted>().Where(started => started.Command is not null).ToList();
            Assert.True(commands.Count > 3, $"{run} has {commands.Count} commands");
            foreach (var command in commands) AssertIsShown(command, plan);
            if (events[^1] is not RunFinished) continue;
            foreach (var step in Sure(plan)) Assert.Contains(commands, command => command.Address == step.Address);
        }
    }

    private static void AssertIsShown(StepStarted command, SavedPlan plan)
    {
        var shown = plan.Steps.Where(step => IsAt(step.Address, command.Address)).ToList();
        var step = Assert.Single(shown);
        Assert.NotEqual(false, step.WillRun);
        var words = command.Command!.Value;
        if (step.Script is { } script) Assert.Equal(["bash", "-euo", "pipefail", "-c", script], words[..^1]);
        else if (step.WaitsFor is null) Assert.Equal(step.Command!.Value.AsEnumerable(), words);
        else Assert.True(Preview.Fits(step.Command!.Value, words), $"{command.Address}: {string.Join(' ', words)}\nthe plan: {string.Join(' ', step.Command.Value)}");
    }

    /// <summary>The commands that the plan shows to run whatever comes.</summary>
    private static IEnumerable<PlannedStep> Sure(SavedPlan plan)
    {
        var unsure = plan.Steps.Where(step => step.WillRun != true || step is { Kind: "forEach", Items: null }).Select(step => step.Address).ToList();
        return plan.Steps.Where(step => step.Kind is "run" or "shell" && step.WillRun == true && !unsure.Exists(outer => step.Address.IsInside(outer)));
    }

    private static bool IsAt(Address planned, Address actual) => planned == actual
        || (planned.Text.Contains("[*]", StringComparison.Ordinal) && Regex.IsMatch(actual.Text, $"^{Regex.Escape(planned.Text).Replace("\\[\\*]", "\\[[^]]*]", StringComparison.Ordinal)}$"));
}
