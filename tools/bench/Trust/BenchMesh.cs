using System.Diagnostics;
using System.Globalization;

namespace MeshRunbook.Bench.Trust;

/// <summary>The built meshsim, up with a scenario in a folder of its own.</summary>
internal sealed class BenchMesh : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("meshrunbook-bench-");
    private readonly Process _process;

    private BenchMesh(string scenario)
    {
        var file = Path.Combine(_folder.FullName, "scenario.yaml");
        File.WriteAllText(file, scenario);
        _process = Start(Program("meshsim"), "up", "--dir", Mesh, "--scenario", file);
    }

    private string Mesh => Path.Combine(_folder.FullName, "mesh");

    public static async Task<BenchMesh> UpAsync(string scenario)
    {
        var mesh = new BenchMesh(scenario);
        if (await mesh._process.StandardOutput.ReadLineAsync() is { } line && line.Contains("ready", StringComparison.Ordinal)) return mesh;
        throw new InvalidOperationException("meshsim does not start; run tools/build first");
    }

    /// <summary>A program as tools/build left it.</summary>
    public static string Program(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "artifacts", name) is var file && File.Exists(file)) return file;
        throw new InvalidOperationException($"there is no artifacts/{name}; run tools/build first");
    }

    public Task<string> MeshsimAsync(string verb) => ReadAsync(Start(Program("meshsim"), verb, "--dir", Mesh));

    /// <summary>What a script prints; it must succeed.</summary>
    public Task<string> ShellAsync(string script) => ReadAsync(Start("bash", "-c", script));

    public async ValueTask DisposeAsync()
    {
        using (var end = Process.Start("kill", _process.Id.ToString(CultureInfo.InvariantCulture))) await end.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = _folder.FullName };
        start.Environment["PATH"] = Path.Combine(Mesh, "bin") + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment["KUBECONFIG"] = Path.Combine(Mesh, "kubeconfig");
        return Process.Start(start)!;
    }

    private static async Task<string> ReadAsync(Process process)
    {
        using (process)
        {
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode}");
        }
    }
}
