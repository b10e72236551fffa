using MeshRunbook.Execution.Commands;

namespace MeshRunbook.Mesh.Cluster.Proxy;

/// <summary>Says why `kubectl proxy` ended at once, from what it printed.</summary>
internal static class ProxyFailure
{
    private const int CommandNotFound = 127;

    public static CannotTellException Of(ClusterName cluster, CommandResult result)
    {
        if (result.End == CommandEnd.NotStarted)
            return new($"cannot start bash: {result.Problem}", "install bash");
        if (result.ExitCode == CommandNotFound)
            return new("kubectl is not on PATH", "install kubectl (Debian: apt-get install kubernetes-client) or add its folder to PATH");
        var said = result.Error.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0);
        if (said is null)
            return new($"kubectl proxy for {cluster} ended at once with exit status {result.ExitCode}", Help.Reach(cluster));
        if (said.Contains("context", StringComparison.Ordinal) && said.Contains("does not exist", StringComparison.Ordinal))
            return new($"the kubeconfig has no {cluster}",
                $"see which contexts it has: {(cluster with { Context = null }).Kubectl("config get-contexts -o name")}");
        if (said.Contains("no such file", StringComparison.Ordinal) && cluster.Kubeconfig is { } file)
            return new($"there is no kubeconfig {file}", "give the path of a kubeconfig that exists");
        return new($"kubectl proxy for {cluster} does not start: {said}", Help.Reach(cluster));
    }
}
