using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Running;
using MeshSim.Sidecars;

namespace MeshSim.StandIns.Istioctl;

/// <summary>The stand-in for istioctl: what proxies hold and where they get it from.</summary>
internal sealed class IstioctlProgram(SimulatedMesh mesh)
{
    private static readonly Dictionary<string, string> Valued = new(StringComparer.Ordinal)
    {
        ["-n"] = "--namespace",
        ["--namespace"] = "--namespace",
        ["-o"] = "--output",
        ["--output"] = "--output",
        ["--context"] = "--context",
        ["--kubeconfig"] = "--kubeconfig",
        ["-c"] = "--kubeconfig",
        ["-i"] = "--istioNamespace",
        ["--istioNamespace"] = "--istioNamespace",
        ["-r"] = "--revision",
        ["--revision"] = "--revision",
    };

    private static readonly HashSet<string> Switches = ["--remote", "--short", "-s", "-A", "--all-namespaces", "--help", "-h"];

    public async Task<int> RunAsync(Call call, CancellationToken stop)
    {
        var flags = Flags.Parse(call.Arguments, Valued, Switches);
        if (flags.Unknown is { } unknown) return await FailAsync(call, $"unknown flag: {unknown}", stop);
        if (flags.Words is ["version"] && flags["--remote"] == "false") return await SayAsync(call, mesh.Scenario.AsmVersion + "\n", stop);
        if (ClusterChoice.Find(mesh, call, flags["--kubeconfig"], flags["--context"]) is not { } cluster)
            return await FailAsync(call, $"context \"{flags["--context"]}\" does not exist", stop);
        if (!ClusterChoice.IsLoggedIn(mesh, call, flags["--kubeconfig"], flags["--context"])) return await FailAsync(call, "unable to retrieve Pod: Unauthorized", stop);
        if (mesh.Calls.Fails(mesh.Faults.Tools.Istioctl)) return await FailAsync(call, "failed to execute command on sidecar: error upgrading connection: unable to upgrade connection: EOF", stop);
        return flags.Words switch
        {
            ["proxy-config" or "pc", "secret" or "secrets" or "s", var pod] => await SecretAsync(call, cluster, flags, pod, stop),
            ["proxy-status" or "ps", ..] => await SayAsync(call, ProxyStatus(cluster, flags["--namespace"]), stop),
            ["version"] => await SayAsync(call, Versions(cluster), stop),
            ["tag", "list"] => await SayAsync(call, Tags(cluster), stop),
            ["analyze", ..] => await SayAsync(call, "\u2714 No validation issues found when analyzing all namespaces.\n", stop),
            _ => await FailAsync(call, $"unknown command \"{string.Join(' ', flags.Words)}\" for \"istioctl\"", stop),
        };
    }

    private async Task<int> SecretAsync(Call call, SimulatedCluster cluster, Flags flags, string target, CancellationToken stop)
    {
        var name = target.StartsWith("pod/", StringComparison.Ordinal) ? target[4..] : target;
        var space = flags["--namespace"];
        if (space.Length == 0 && name.Split('.') is [var pod, var suffix]) (name, space) = (pod, suffix);
        if (cluster.Store.Get(BuiltInTypes.Pods, space.Length > 0 ? space : "default", name) is not { } found)
            return await FailAsync(call, $"unable to retrieve Pod: pods \"{name}\" not found", stop);
        if (Sidecar.RevisionOf(found) is null)
            return await FailAsync(call, $"failed to execute command on {name}.{space} sidecar: container {Sidecar.Container} is not valid for pod {name}", stop);
        if (EnvoyAdmin.Answering(mesh, cluster, found) is not { } proxy)
            return await FailAsync(call, $"failed to execute command on {name}.{space} sidecar: dial tcp4 127.0.0.1:{EnvoyAdmin.Port}: connect: connection refused", stop);
        var isGateway = EnvoyAdmin.IsGateway(found);
        return flags["--output"] switch
        {
            "json" => await SayAsync(call, ProxySecrets.Json(proxy, isGateway), stop),
            "" or "short" => await SayAsync(call, ProxySecrets.Table(proxy, mesh.Scenario.AsmVersion), stop),
            var other => await FailAsync(call, $"output format \"{other}\" not supported", stop),
        };
    }

    private string ProxyStatus(SimulatedCluster cluster, string space)
    {
        string[] head = ["NAME", "CLUSTER", "CDS", "LDS", "EDS", "RDS", "ECDS", "ISTIOD", "VERSION"];
        var rows = Proxies(cluster).Where(proxy => space.Length == 0 || proxy.Namespace == space).Select(proxy => new[]
        {
            $"{proxy.Pod}.{proxy.Namespace}", "Kubernetes", "SYNCED", "SYNCED", "SYNCED", "SYNCED", "NOT SENT",
            cluster.Directory.Behind(proxy.ControlPlane)?.Pod ?? "", VersionOf(cluster, proxy.Revision),
        });
        return TextTable.Write(5, [head, .. rows]);
    }

    private string Versions(SimulatedCluster cluster)
    {
        var planes = cluster.Directory.Running.Select(istiod => VersionOf(cluster, istiod.Revision)).Distinct().Order(StringComparer.Ordinal);
        var proxies = Proxies(cluster).GroupBy(proxy => VersionOf(cluster, proxy.Revision)).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} ({group.Count()} proxies)");
        return $"client version: {mesh.Scenario.AsmVersion}\n"
            + string.Concat(planes.Select(version => $"control plane version: {version}\n"))
            + $"data plane version: {string.Join(", ", proxies)}\n";
    }

    private static string VersionOf(SimulatedCluster cluster, string revision) =>
        cluster.Directory.Config(revision)?.ProxyImage.Split(':')[^1] ?? "unknown";

    private static string Tags(SimulatedCluster cluster)
    {
        var tags = cluster.Store.List(BuiltInTypes.MutatingWebhooks).Items.Where(webhook => webhook.Label("istio.io/tag") is not null).ToArray();
        if (tags.Length == 0) return "No revision tags exist.\n";
        string[] head = ["TAG", "REVISION", "NAMESPACES"];
        return TextTable.Write(1, [head, .. tags.Select(tag => new[] { tag.Label("istio.io/tag")!, tag.Label("istio.io/rev") ?? "", Labelled(cluster, tag) })]);
    }

    private static string Labelled(SimulatedCluster cluster, JsonObject tag) => string.Join(',', cluster.Store.List(BuiltInTypes.Namespaces).Items
        .Where(space => space.Label("istio.io/rev") == tag.Label("istio.io/tag")).Select(space => space.Name()));

    private IEnumerable<Proxy> Proxies(SimulatedCluster cluster) => mesh.Proxies.All
        .Where(proxy => proxy.Cluster == cluster.Scenario.Name).OrderBy(proxy => proxy.Namespace + "/" + proxy.Pod, StringComparer.Ordinal);

    private static async Task<int> SayAsync(Call call, string text, CancellationToken stop)
    {
        await call.OutAsync(text, stop);
        return 0;
    }

    private static async Task<int> FailAsync(Call call, string message, CancellationToken stop)
    {
        await call.ErrorAsync($"Error: {message}\n", stop);
        return 1;
    }
}
