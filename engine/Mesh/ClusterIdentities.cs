using MeshRunbook.Execution.Commands;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh;

/// <summary>What tells a cluster from any other.</summary>
/// <param name="Server">The address of its API server, as the kubeconfig has it.</param>
/// <param name="Uid">The UID of its namespace kube-system, which is as old as the cluster and is never given again.</param>
public sealed record ClusterIdentity(string Server, string Uid);

/// <summary>Asks clusters who they are; changes nothing.</summary>
public sealed class ClusterIdentities
{
    private const string System = "kube-system";

    private readonly Clusters _clusters;
    private readonly ICommands _commands;
    private readonly MeshOptions _options;

    internal ClusterIdentities(Clusters clusters, ICommands commands, MeshOptions options) => (_clusters, _commands, _options) = (clusters, commands, options);

    /// <exception cref="CannotTellException">The cluster does not answer, or not to us.</exception>
    public async Task<ClusterIdentity> OfAsync(ClusterName name, CancellationToken cancellation)
    {
        var server = await ServerAsync(name, cancellation);
        using var found = await _clusters.Open(name).GetMetadataAsync(ResourceKind.Namespace, null, System, cancellation);
        return found?.RootElement.At("metadata").Text("uid") is { Length: > 0 } uid
            ? new(server, uid)
            : throw new CannotTellException($"{name} has no namespace {System}", $"see what answers there: {name.Kubectl("get namespaces")}");
    }

    private async Task<string> ServerAsync(ClusterName name, CancellationToken cancellation)
    {
        var result = await _commands.RunAsync(
            new CommandRequest(["kubectl", .. name.Flags, "config", "view", "--minify", "--output", "jsonpath={.clusters[0].cluster.server}"], _options.Environment), cancellation);
        if (result is { End: CommandEnd.Exited, ExitCode: 0 } && result.Output.Trim() is { Length: > 0 } server) return server;
        var said = (result.Error + result.Problem).Trim().Split('\n')[^1];
        throw new CannotTellException(
            $"the kubeconfig does not say where {name} is{(said.Length > 0 ? $": {said}" : "")}", $"look into it: {name.Kubectl("config get-contexts")}");
    }
}
