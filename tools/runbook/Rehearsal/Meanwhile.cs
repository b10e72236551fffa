using System.Diagnostics;

namespace MeshRunbook.Cli.Rehearsal;

/// <summary>Something that happens in the mesh while the run is under way, and that is not the run's doing.</summary>
/// <param name="After">The address of the step, gate or checkpoint after which it happens.</param>
/// <param name="Script">For `bash -euo pipefail`, with the mesh's kubectl and tools; `$dir` is the mesh's folder.</param>
internal sealed record Happening(string After, string Script);

/// <summary>Lets happen what a script says, and marks in the mesh the moment from which on the run must not change it any more.</summary>
internal sealed class Meanwhile(SimulatedMesh mesh, IReadOnlyList<Happening> happenings, string? since, Action<string> say)
{
    /// <summary>What went wrong in it, for people.</summary>
    public List<string> Problems { get; } = [];

    public bool HasHappenings => happenings.Count > 0;

    public async Task HappenAsync(string address)
    {
        foreach (var happening in happenings.Where(one => one.After == address))
        {
            say($"meanwhile, after `{address}`: {happening.Script.TrimEnd().Split('\n')[^1]}");
            if (await RunAsync(happening.Script) is { } problem) Problems.Add($"what should have happened after `{address}` did not: {problem}");
            if (since is null) await mesh.MarkAsync();
        }
    }

    public async Task MarkAsync(string address)
    {
        if (address == since) await mesh.MarkAsync();
    }

    private async Task<string?> RunAsync(string script)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in (string[])["-euo", "pipefail", "-c", script]) start.ArgumentList.Add(word);
        start.Environment["dir"] = mesh.Folder;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : $"its script ended with exit status {process.ExitCode}: {errors.Trim()}";
    }
}
