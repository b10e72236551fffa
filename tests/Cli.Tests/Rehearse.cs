using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>Rehearses a scenario with the built program, and holds it to what the scenario expects.</summary>
internal static class Rehearse
{
    private const string Extends = "extends: ";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <param name="look">Looks at the state folder afterwards.</param>
    public static async Task EndsAsItsScenarioSaysAsync(string name, Action<string>? look = null)
    {
        using var folder = new TemporaryFolder();
        var planned = PlannedRehearsals.Scenarios.Contains(name);
        var runbook = Repository.At("runbooks", RehearsalScenario.RunbookOf(name) + ".yaml");
        var start = new ProcessStartInfo(
            Programs.Runbook,
            ["rehearse", runbook, "--scenario", RehearsalScenario.FileOf(name), "--state", folder.Path, "--output", "json", .. planned ? new[] { "--planned" } : []])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RUNBOOK_MESHSIM"] = Programs.Meshsim;
        UseOldKubectl(start, name);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        var told = $"{await output}\n{await error}";
        Assert.True(process.ExitCode == 0, told);
        look?.Invoke(folder.Path);
        if (planned) PlannedRehearsals.AssertCommandsAreThoseShown(folder.Path);
        var probes = JsonNode.Parse((await output).Trim().Split('\n')[^1])!["probes"]!;
        Assert.True((long)probes["checked"]! > 0, told);
        if (!HasGateways(name) || LetsProbesFail(name)) return;
        Assert.True((long)probes["gatewayRequests"]! > 0, told);
        Assert.Equal(0, (long)probes["gatewayRequestsFailed"]!);
    }

    private static bool LetsProbesFail(string name) =>
        File.ReadAllText(RehearsalScenario.FileOf(name)).Contains("probes: failed", StringComparison.Ordinal);

    private static bool HasGateways(string name)
    {
        var scenario = File.ReadAllText(RehearsalScenario.FileOf(name));
        var extended = scenario.Split('\n').FirstOrDefault(line => line.StartsWith(Extends, StringComparison.Ordinal)) is { } line
            ? File.ReadAllText(Path.Combine(Path.GetDirectoryName(RehearsalScenario.FileOf(name))!, line[Extends.Length..].Trim()))
            : "";
        return (scenario + extended).Contains("gateways:", StringComparison.Ordinal);
    }

    // The runbooks must work with the oldest kubectl that they ask for: one origin is rehearsed with it, the other with that of PATH.
    private static void UseOldKubectl(ProcessStartInfo start, string name)
    {
        if (name.EndsWith("-asm", StringComparison.Ordinal) || Environment.GetEnvironmentVariable("MESHRUNBOOK_KUBECTL_120") is not { Length: > 0 } old) return;
        start.Environment["PATH"] = $"{Path.GetDirectoryName(old)}:{Environment.GetEnvironmentVariable("PATH")}";
    }
}
