using MeshSim.Running;

namespace MeshSim.StandIns.Gcloud;

/// <summary>The stand-in for gcloud: credentials of clusters, its version, the project.</summary>
internal sealed class GcloudProgram(SimulatedMesh mesh)
{
    private const string GetCredentials = "(gcloud.container.clusters.get-credentials)";
    private static readonly Dictionary<string, string> Valued = new(StringComparer.Ordinal)
    {
        ["--project"] = "--project",
        ["--region"] = "--region",
        ["--zone"] = "--zone",
        ["-z"] = "--zone",
        ["--location"] = "--location",
        ["--format"] = "--format",
        ["--account"] = "--account",
        ["--configuration"] = "--configuration",
        ["--verbosity"] = "--verbosity",
    };

    private static readonly HashSet<string> Switches = ["--version", "--quiet", "-q", "--internal-ip", "--dns-endpoint"];
    private readonly Lock _file = new();

    public async Task<int> RunAsync(Call call, CancellationToken stop)
    {
        var flags = Flags.Parse(call.Arguments, Valued, Switches);
        if (flags.Unknown is { } unknown) return await FailAsync(call, 2, $"(gcloud) unrecognized arguments: {unknown}", stop);
        if (flags.Has("--version") || flags.Words is ["version"])
            return await SayAsync(call, "Google Cloud SDK 528.0.0\ngke-gcloud-auth-plugin 0.5.10\nkubectl 1.32.4", stop);
        if (mesh.Calls.Fails(mesh.Faults.Tools.Gcloud))
            return await FailAsync(call, 1, $"(gcloud.{string.Join('.', flags.Words.Take(3))}) ResponseError: code=503, message=The service is currently unavailable.", stop);
        return flags.Words switch
        {
            ["container", "clusters", "get-credentials", var name] => await GetCredentialsAsync(call, flags, name, stop),
            ["container", "clusters", "get-credentials"] => await FailAsync(call, 2, $"{GetCredentials} argument NAME: Must be specified.", stop),
            ["container", "clusters", "list"] => await ListAsync(call, stop),
            ["config", "get-value", "project"] => await SayAsync(call, mesh.Clusters[0].Scenario.Project, stop),
            ["config", "get-value", _] => await SayAsync(call, "(unset)", stop),
            _ => await FailAsync(call, 2, $"(gcloud) Invalid choice: '{string.Join(' ', flags.Words)}'.", stop),
        };
    }

    private async Task<int> GetCredentialsAsync(Call call, Flags flags, string name, CancellationToken stop)
    {
        string[] given = [flags["--zone"], flags["--region"], flags["--location"]];
        if (given.Count(value => value.Length > 0) != 1)
            return await FailAsync(call, 2, $"{GetCredentials} Exactly one of [--location, --region, --zone] must be supplied.", stop);
        var project = flags["--project"].Length > 0 ? flags["--project"] : mesh.Clusters[0].Scenario.Project;
        var location = string.Concat(given);
        var index = mesh.Clusters.FindIndex(cluster => cluster.Scenario.Name == name && cluster.Scenario.Project == project && cluster.Scenario.Location == location);
        var zonal = index >= 0 && mesh.Clusters[index].Scenario.Zonal;
        if (index < 0 || (flags.Has("--zone") && !zonal)) return await NotFoundAsync(call, flags, project, location, name, stop);
        if (flags.Has("--region") && zonal)
        {
            return await FailAsync(call, 1,
                $"{GetCredentials} ResponseError: code=400, message=Location \"{location}\" is not a region; use --zone.", stop);
        }

        await call.ErrorAsync("Fetching cluster endpoint and auth data.\n", stop);
        Write(ClusterChoice.FileOf(call, ""), mesh.Entries[index]);
        await call.ErrorAsync($"kubeconfig entry generated for {name}.\n", stop);
        return 0;
    }

    private void Write(string file, KubeconfigEntry entry)
    {
        lock (_file)
        {
            var config = Kubeconfig.Read(file);
            config.Set(entry);
            config.CurrentContext = entry.Context;
            config.Write(file);
        }
    }

    private async Task<int> ListAsync(Call call, CancellationToken stop)
    {
        string[] head = ["NAME", "LOCATION", "MASTER_VERSION", "STATUS"];
        var rows = mesh.Clusters.Select(cluster => new[] { cluster.Scenario.Name, cluster.Scenario.Location, cluster.Scenario.KubernetesVersion[1..], "RUNNING" });
        await call.OutAsync(TextTable.Write(2, [head, .. rows]), stop);
        return 0;
    }

    private static Task<int> NotFoundAsync(Call call, Flags flags, string project, string location, string name, CancellationToken stop)
    {
        var kind = flags.Has("--zone") ? "zones" : "locations";
        return FailAsync(call, 1, $"{GetCredentials} ResponseError: code=404, message=Not found: "
            + $"projects/{project}/{kind}/{location}/clusters/{name}.\nNo cluster named '{name}' in {project}.", stop);
    }

    private static async Task<int> SayAsync(Call call, string text, CancellationToken stop)
    {
        await call.OutAsync(text + "\n", stop);
        return 0;
    }

    private static async Task<int> FailAsync(Call call, int code, string message, CancellationToken stop)
    {
        await call.ErrorAsync($"ERROR: {message}\n", stop);
        return code;
    }
}
