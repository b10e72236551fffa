using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>The built meshsim, up with a scenario in a folder of its own.</summary>
internal sealed class RehearsalMesh : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public string Folder => _folder["mesh"];

    /// <summary>What a user's shell gets from `meshsim env`.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["PATH"] = Path.Combine(Folder, "bin") + ":" + System.Environment.GetEnvironmentVariable("PATH"),
        ["KUBECONFIG"] = Path.Combine(Folder, "kubeconfig"),
        ["HOME"] = _folder.Path,
    };

    public async Task UpAsync(string scenario)
    {
        _process = Start(Programs.Meshsim, ["up", "--dir", Folder, "--scenario", scenario]);
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Limit);
        Assert.StartsWith("meshsim: ready", line);
    }

    public async Task<JsonNode> ReportAsync() => JsonNode.Parse(await AskAsync(Programs.Meshsim, ["report", "--dir", Folder, "--output", "json"]))!;

    /// <summary>Runs a script as a user's shell would, and expects success.</summary>
    public Task<string> ShellAsync(string script) => AskAsync("bash", ["-euo", "pipefail", "-c", script]);

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            using var end = Process.Start("kill", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await _process.WaitForExitAsync().WaitAsync(Limit);
        }

        _process?.Dispose();
        _folder.Dispose();
    }

    private async Task<string> AskAsync(string file, string[] arguments)
    {
        using var process = Start(file, arguments);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Limit);
        Assert.True(process.ExitCode == 0, $"{file} {string.Join(' ', arguments)}\nended with {process.ExitCode}: {await error}");
        return await output;
    }

    private Process Start(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
