using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MeshSim.Scenario;
using MeshSim.StandIns;

namespace MeshSim.Running;

/// <summary><c>meshsim up</c>: serves a scenario until a signal ends it.</summary>
internal static class UpCommand
{
    public static async Task<int> RunAsync(string folder, string scenarioFile, string? token, int? parent)
    {
        MeshScenario scenario;
        try
        {
            if (!File.Exists(scenarioFile)) throw new InvalidScenarioException([new(scenarioFile, 1, 1, "there is no such scenario file")]);
            scenario = ScenarioReader.Read(scenarioFile);
        }
        catch (InvalidScenarioException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 3;
        }

        folder = Path.GetFullPath(folder);
        if (RunningMesh.Find(folder) is { } other && IsAlive(other.Pid))
        {
            await Console.Error.WriteLineAsync($"meshsim: a mesh runs in {folder} already (process {other.Pid}); end it with: kill {other.Pid}");
            return 5;
        }

        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        if (parent is { } id) _ = EndWithParentAsync(id, folder, stop);
        return await ServeAsync(folder, scenario, token ?? RandomNumberGenerator.GetHexString(40, lowercase: true), stop.Token);

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task EndWithParentAsync(int parent, string folder, CancellationTokenSource stop)
    {
        try
        {
            await ParentWatch.UntilOrphanedAsync(parent, folder, stop.Token);
            await stop.CancelAsync();
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The mesh ended by a signal.
        }
    }

    private static async Task<int> ServeAsync(string folder, MeshScenario scenario, string token, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        try
        {
            await using var mesh = await SimulatedMesh.StartAsync(scenario, token, line => Console.Error.WriteLine("meshsim: " + line), stop);
            await using var programs = new StandInServer(Programs.Of(mesh, folder));
            WriteKubeconfig(folder, mesh);
            StandInScripts.Write(folder, programs);
            new RunningMesh(Environment.ProcessId, programs.Port, programs.Token).Write(folder);
            var pods = mesh.Clusters.Sum(cluster => cluster.ReadyPods());
            Console.WriteLine($"meshsim: ready: {mesh.Clusters.Count} cluster(s), {pods} pods, {mesh.Proxies.All.Count} proxies; meshsim env --dir {folder}");
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            File.Delete(RunningMesh.FileOf(folder));
        }

        return 0;
    }

    private static void WriteKubeconfig(string folder, SimulatedMesh mesh)
    {
        var file = Path.Combine(folder, "kubeconfig");
        File.Delete(file);
        var config = Kubeconfig.Read(file);
        foreach (var entry in mesh.Entries) config.Set(entry);
        config.CurrentContext = mesh.Entries[0].Context;
        config.Write(file);
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            return process.ProcessName.Contains("meshsim", StringComparison.Ordinal) || process.ProcessName == "dotnet";
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
