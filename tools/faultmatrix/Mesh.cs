using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MeshRunbook.FaultMatrix;

/// <summary>A simulated mesh of one case, and the shell of the person who works on it.</summary>
internal sealed partial class Mesh : IAsyncDisposable
{
    private readonly Workshop _workshop;
    private readonly Process _process;
    private readonly string _bin;

    private Mesh(Workshop workshop, Process process, string home)
    {
        _workshop = workshop;
        _process = process;
        Home = home;
        _bin = Directory.CreateDirectory(Path.Combine(home, "bin")).FullName;
        InstallKubectl();
    }

    /// <summary>The case's folder: the mesh, the state folder, parameters.</summary>
    public string Home { get; }

    public string Folder => Path.Combine(Home, "mesh");

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["PATH"] = $"{Path.Combine(Folder, "bin")}:{_bin}:{_workshop.Tools}",
        ["KUBECONFIG"] = Path.Combine(Folder, "kubeconfig"),
        ["HOME"] = Home,
        ["RUNBOOK_STATE"] = Path.Combine(Home, "state"),
        ["NO_COLOR"] = "1",
    };

    public static async Task<Mesh> UpAsync(Workshop workshop, string home, string scenario)
    {
        var file = Path.Combine(home, "scenario.yaml");
        await File.WriteAllTextAsync(file, scenario);
        var start = new ProcessStartInfo(workshop.Meshsim, ["up", "--dir", Path.Combine(home, "mesh"), "--scenario", file])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        return line?.StartsWith("meshsim: ready", StringComparison.Ordinal) == true
            ? new(workshop, process, home)
            : throw new InvalidOperationException($"the mesh did not start: {line} {await errors}");
    }

    public async Task BeginAsync(Trouble trouble)
    {
        switch (trouble)
        {
            case Trouble.OfMesh mesh: await AskAsync(["fault", .. mesh.Words.Split(' ')]); break;
            case Trouble.ExpiredCredentials: await AskAsync(["fault", "credentials=expired"]); break;
            case Trouble.MissingKubectl: File.Delete(Path.Combine(_bin, "kubectl")); break;
            case Trouble.KilledProxies kill: _ = KillProxiesAsync(kill.Times); break;
            case Trouble.Quota quota:
                await ShellAsync($"kubectl create quota full -n {quota.Namespace} --hard=pods=$(kubectl get pods -n {quota.Namespace} -o name | wc -l)");
                break;
            default: throw new UnreachableException();
        }
    }

    /// <summary>What a person does about it once the run has stopped.</summary>
    public async Task RepairAsync(Trouble trouble)
    {
        switch (trouble)
        {
            case Trouble.OfMesh: await AskAsync(["fault", "none"]); break;
            case Trouble.ExpiredCredentials:
                await ShellAsync("""
                    for context in $(kubectl config get-contexts -o name); do
                      IFS=_ read -r _ project location name <<< "$context"
                      case $location in *-?) flag=--zone ;; *) flag=--region ;; esac
                      gcloud container clusters get-credentials "$name" --project="$project" "$flag=$location"
                    done
                    """);
                break;
            case Trouble.MissingKubectl: InstallKubectl(); break;
            case Trouble.Quota quota: await ShellAsync($"kubectl delete quota full -n {quota.Namespace} --ignore-not-found"); break;
            default: break;
        }
    }

    public async Task<JsonNode> ReportAsync() => JsonNode.Parse(await AskAsync(["report", "--output", "json"]))!;

    /// <summary>The mesh's state, with the roots of this mesh numbered in their order, so that it compares with another mesh's.</summary>
    public async Task<string> StateAsync()
    {
        var roots = new Dictionary<string, string>();
        return Fingerprint().Replace(await AskAsync(["state"]), match =>
        {
            if (!roots.TryGetValue(match.Value, out var name)) roots[match.Value] = name = $"root-{roots.Count + 1}";
            return name;
        }).Replace(Home, "HOME", StringComparison.Ordinal);
    }

    /// <summary>The calls that changed something, in order.</summary>
    public async Task<IReadOnlyList<Mutation>> MutationsAsync() =>
        [.. JsonNode.Parse(await AskAsync(["mutations", "--output", "json"]))!.AsArray().Select(one => Mutation.Read(one!)).OfType<Mutation>()];

    public async ValueTask DisposeAsync()
    {
        using var end = Process.Start("kill", [_process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> AskAsync(string[] words)
    {
        var ended = await Programs.RunAsync(_workshop.Meshsim, [words[0], "--dir", Folder, .. words[1..]], Environment);
        return ended.Status == 0 ? ended.Output : throw new InvalidOperationException($"meshsim {string.Join(' ', words)}: {ended.Error}");
    }

    private async Task ShellAsync(string script)
    {
        var ended = await Programs.RunAsync("bash", ["-euo", "pipefail", "-c", script], Environment);
        if (ended.Status != 0) throw new InvalidOperationException($"{script}: {ended.Error}");
    }

    private void InstallKubectl()
    {
        var link = Path.Combine(_bin, "kubectl");
        if (!File.Exists(link)) File.CreateSymbolicLink(link, _workshop.Kubectl);
    }

    /// <summary>Kills the proxies that engines of this case have started, as soon as there are any.</summary>
    private async Task KillProxiesAsync(int times)
    {
        var until = DateTimeOffset.UtcNow.AddSeconds(20);
        while (times > 0 && DateTimeOffset.UtcNow < until)
        {
            await Task.Delay(100);
            foreach (var id in Proxies())
            {
                using var kill = Process.Start("kill", ["-KILL", id]);
                await kill.WaitForExitAsync();
                times--;
            }
        }
    }

    private List<string> Proxies() =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).OfType<string>().Where(name => char.IsAsciiDigit(name[0])).Where(name =>
        {
            try
            {
                var words = File.ReadAllText($"/proc/{name}/cmdline").Split('\0');
                return Path.GetFileName(words[0]) == "kubectl" && words.Contains("proxy") && words.Any(word => word.Contains(Folder, StringComparison.Ordinal));
            }
            catch (IOException)
            {
                return false;
            }
        }),
    ];

    [GeneratedRegex("[0-9a-f]{64}|istio-ca:[0-9a-f]{8}")]
    private static partial Regex Fingerprint();
}

/// <summary>A call that changed what is stored.</summary>
internal sealed record Mutation(DateTimeOffset Time, string What)
{
    /// <summary>Null for a call without effect, and for what the person behind the case did.</summary>
    public static Mutation? Read(JsonNode node)
    {
        var entry = node["entry"]!;
        string Text(string name) => (string?)entry[name] ?? "";
        if (!(bool)entry["changed"]! || (bool)entry["dryRun"]! || Text("resource") == "resourcequotas") return null;
        return new((DateTimeOffset)entry["time"]!, string.Join(' ',
            (string)node["cluster"]!, Text("verb"), Text("resource") + (Text("subresource").Length > 0 ? "/" + Text("subresource") : ""), $"{Text("namespace")}/{Text("name")}"));
    }
}
