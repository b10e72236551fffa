using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace MeshSim.Tests.Running;

/// <summary>The built meshsim, running with a scenario; scripts run as a user's shell would after <c>meshsim env</c>.</summary>
public sealed partial class Meshsim : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private Meshsim(string scenario) => _process = Start(Executable, ["up", "--dir", Folder, "--scenario", _folder.Write("scenario.yaml", scenario)]);

    public static string Executable { get; } = BuiltProgram.Find("meshsim", "meshsim", "MESHSIM_PROGRAM");

    public string Folder => _folder["mesh"];

    public int Pid => _process.Id;

    public string this[string file] => _folder[file];

    public static async Task<Meshsim> UpAsync(string scenario)
    {
        var mesh = new Meshsim(scenario);
        var line = await mesh._process.StandardOutput.ReadLineAsync().WaitAsync(Limit);
        if (line?.StartsWith("meshsim: ready", StringComparison.Ordinal) == true) return mesh;
        var why = await mesh._process.StandardError.ReadToEndAsync();
        await mesh.DisposeAsync();
        throw new InvalidOperationException($"meshsim did not start: {line}{why}");
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Runs a script with bash and expects success.</summary>
    public async Task<string> ShellAsync(string script)
    {
        var ran = await TryAsync(script);
        Assert.True(ran.Status == 0, $"{script}\nended with {ran.Status}:\n{ran.Output}{ran.Error}");
        return ran.Output;
    }

    /// <summary>Runs a script with bash; its standard input is empty.</summary>
    public async Task<Ran> TryAsync(string script)
    {
        using var process = Start("bash", ["-uo", "pipefail", "-c", script], start =>
        {
            start.WorkingDirectory = _folder.Path;
            start.Environment["KUBECONFIG"] = Path.Combine(Folder, "kubeconfig");
            start.Environment["PATH"] = Path.Combine(Folder, "bin") + ":" + start.Environment["PATH"];
            start.Environment["HOME"] = _folder.Path;
        });
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Limit);
        return new(process.ExitCode, await output, await error);
    }

    public async Task<JsonNode> ReportAsync() => JsonNode.Parse(await VerbAsync("report", "--output", "json"))!;

    public async Task<JsonNode> StateAsync() => JsonNode.Parse(await VerbAsync("state"))!;

    public async Task<string> VerbAsync(string verb, params string[] arguments)
    {
        using var process = Start(Executable, [verb, "--dir", Folder, .. arguments]);
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    /// <summary>Asks again and again until it is so.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await holds()) await Task.Delay(20, limit.Token);
    }

    /// <summary>Ends the mesh with SIGTERM and returns its exit status.</summary>
    public async Task<int> EndAsync()
    {
        if (!_process.HasExited) Assert.Equal(0, Kill(_process.Id, 15));
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static Process Start(string file, string[] arguments, Action<ProcessStartInfo>? change = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        change?.Invoke(start);
        return Process.Start(start)!;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}

/// <summary>How a script ended.</summary>
public sealed record Ran(int Status, string Output, string Error);
