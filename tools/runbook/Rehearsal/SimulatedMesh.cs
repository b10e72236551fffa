using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using MeshRunbook.Cli.Rehearsal.Crashes;

namespace MeshRunbook.Cli.Rehearsal;

/// <summary>A simulated mesh: the program meshsim, as a process of its own with a folder of its own.</summary>
internal sealed partial class SimulatedMesh : IAsyncDisposable
{
    private const string MarkFile = "mark";
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private SimulatedMesh(string folder, int processId)
    {
        Folder = folder;
        ProcessId = processId;
    }

    public string Folder { get; }

    public int ProcessId { get; }

    /// <summary>Whether the mesh is somebody else's, who ends it.</summary>
    public bool IsLent { get; init; }

    /// <summary>Whether mesh and folder stay when this is disposed of.</summary>
    public bool Stays { get; set; }

    /// <summary>Where the program meshsim is: RUNBOOK_MESHSIM, or beside this program, or in PATH.</summary>
    public static string Program
    {
        get
        {
            if (Environment.GetEnvironmentVariable("RUNBOOK_MESHSIM") is { Length: > 0 } told) return told;
            var here = AppContext.BaseDirectory.TrimEnd('/');
            // Published side by side, or built side by side.
            string[] beside = [Path.Combine(here, "..", "meshsim", "meshsim"), Path.Combine(here, "..", "..", "meshsim", Path.GetFileName(here), "meshsim")];
            return beside.Where(File.Exists).Select(Path.GetFullPath).FirstOrDefault() ?? "meshsim";
        }
    }

    /// <summary>Starts a mesh and waits until it is ready.</summary>
    public static async Task<SimulatedMesh> StartAsync(string scenario)
    {
        var folder = Directory.CreateTempSubdirectory("meshrunbook-rehearsal-").FullName;
        // A session of its own: Ctrl-C is for the run, which then still needs its mesh.
        var start = new ProcessStartInfo("setsid") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var word in (string[])[Program, "up", "--dir", folder, "--scenario", scenario, "--parent", $"{Environment.ProcessId}"]) start.ArgumentList.Add(word);
        using var process = Begin(start);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
                if (line.Contains("ready", StringComparison.Ordinal)) return new SimulatedMesh(folder, process.Id);
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        Directory.Delete(folder, recursive: true);
        var said = process.HasExited ? (await errors).Trim() : "it did not get ready in time";
        throw Refusal.Refused($"the simulated mesh did not start: {said}", $"check the scenario: {scenario}");
    }

    /// <summary>A mesh that was started by an engine that is gone; null where it no longer runs.</summary>
    public static SimulatedMesh? Find(string folder, int processId, bool isLent)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited || !File.Exists(Path.Combine(folder, "meshsim.json")) ? null : new SimulatedMesh(folder, processId) { IsLent = isLent };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Lets this process, and so all commands of its runs, see the mesh: the only difference to a real one.</summary>
    public void Enter()
    {
        Environment.SetEnvironmentVariable("KUBECONFIG", Path.Combine(Folder, "kubeconfig"));
        Environment.SetEnvironmentVariable("PATH", $"{Path.Combine(Folder, "bin")}:{Environment.GetEnvironmentVariable("PATH")}");
    }

    public async Task<Probes> ProbesAsync()
    {
        using var report = JsonDocument.Parse(await ReportAsync());
        return Probes.Of(report.RootElement);
    }

    /// <summary>All that its prober has seen, as JSON.</summary>
    public Task<string> ReportAsync() => AskAsync("report", "--output", "json");

    /// <summary>The mesh without what changes from run to run.</summary>
    public Task<string> StateAsync() => AskAsync("state");

    /// <summary>Keeps the mesh's state of now under a name, also for an engine that takes over.</summary>
    public async Task RememberAsync(string name) => await File.WriteAllTextAsync(Path.Combine(Folder, $"{name}.json"), await StateAsync());

    /// <summary>The state that was kept under a name, or null.</summary>
    public string? Remembered(string name) =>
        File.Exists(Path.Combine(Folder, $"{name}.json")) ? File.ReadAllText(Path.Combine(Folder, $"{name}.json")) : null;

    /// <summary>The mutating API calls so far, as JSON.</summary>
    public Task<string> MutationsAsync() => AskAsync("mutations", "--output", "json");

    /// <summary>Keeps how many mutating API calls there have been, also for an engine that takes over.</summary>
    public async Task MarkAsync() => await File.WriteAllTextAsync(Path.Combine(Folder, MarkFile), $"{Mutation.Attempts(await MutationsAsync()).Count}");

    /// <summary>The mutating API calls since the mark; null where there is none.</summary>
    public async Task<IReadOnlyList<string>?> SinceMarkAsync() => File.Exists(Path.Combine(Folder, MarkFile))
        ? [.. Mutation.Attempts(await MutationsAsync()).Skip(int.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, MarkFile)), CultureInfo.InvariantCulture))]
        : null;

    /// <summary>Lets the mesh outlive this engine, or no longer: it does while there is a run that can be resumed on it.</summary>
    public void Outlives(bool engine)
    {
        if (!IsLent) File.WriteAllText(Path.Combine(Folder, "keep"), engine ? "" : $"{Environment.ProcessId}");
    }

    public async ValueTask DisposeAsync()
    {
        if (Stays)
        {
            Outlives(true);
            return;
        }

        try
        {
            using var process = Process.GetProcessById(ProcessId);
            _ = Signal(ProcessId, Terminate);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await process.WaitForExitAsync(patience.Token);
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
        catch (OperationCanceledException)
        {
            using var process = Process.GetProcessById(ProcessId);
            process.Kill(entireProcessTree: true);
        }

        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private async Task<string> AskAsync(string verb, params string[] more)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in (string[])[verb, "--dir", Folder, .. more]) start.ArgumentList.Add(word);
        using var process = Begin(start);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw Refusal.Refused($"the simulated mesh does not answer: {(await errors).Trim()}", "rehearse again");
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw Refusal.Refused($"`{Program}` cannot be started: {problem.Message}", "build it with tools/build, or name it in RUNBOOK_MESHSIM");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
