using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>What came of rehearsing a runbook on a mesh that violates an invariant.</summary>
/// <param name="Told">All that the program printed.</param>
/// <param name="Result">The last line of it, as JSON.</param>
internal sealed record Violation(string Told, JsonNode Result)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    // Rehearsals wait more than they work, so that more of them than there are processors may be under way.
    private static readonly SemaphoreSlim Room = new(Environment.ProcessorCount + 1);

    public static string Folder => Repository.At("runbooks", "scenarios", "violations");

    public static async Task<Violation> RehearseAsync(string runbook, string scenario)
    {
        await Room.WaitAsync();
        try
        {
            using var state = new TemporaryFolder();
            string[] words = ["rehearse", Repository.At("runbooks", runbook + ".yaml"), "--scenario", Path.Combine(Folder, scenario + ".yaml"), "--state", state.Path, "--output", "json"];
            var start = new ProcessStartInfo(Programs.Runbook, words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["RUNBOOK_MESHSIM"] = Programs.Meshsim;
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await EndAsync(process);
            var told = $"{await output}\n{await error}";
            Assert.True(process.ExitCode == 0, told);
            return new(told, JsonNode.Parse((await output).Trim().Split('\n')[^1])!);
        }
        finally
        {
            Room.Release();
        }
    }

    private static async Task EndAsync(Process process)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
