using System.Diagnostics;

namespace MeshRunbook.Cli.Tests;

/// <summary>A sample of the fault matrix; the whole of it takes an hour: tools/fault-matrix.</summary>
public sealed class FaultMatrixTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Runs_in_which_something_goes_wrong_end_well_when_they_are_resumed()
    {
        // Of one runbook, so that it is played once without a fault: an API that answers 503, and a kubectl that is gone.
        var start = new ProcessStartInfo(Programs.FaultMatrix, ["--seed", "1", "--only", "3", "5", "--parallel", "2"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RUNBOOK_PROGRAM"] = Programs.Runbook;
        start.Environment["MESHSIM_PROGRAM"] = Programs.Meshsim;
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

        var told = await output + await error;
        Assert.True(process.ExitCode == 0, told);
        Assert.Contains("fault scenarios: 2, ended well: 2, without a stop: 0, mTLS probes:", told, StringComparison.Ordinal);
        Assert.Contains(" 0 failed\n", told, StringComparison.Ordinal);
    }
}
