using System.Collections.Immutable;
using System.Globalization;
using MeshRunbook.Execution.Commands;

namespace MeshRunbook.Mesh.Cluster.Proxy;

/// <summary>The command that serves a cluster on a socket until it is ended, or until the engine is gone.</summary>
internal static class ProxyCommand
{
    /// <summary>What `kubectl proxy` prints once its socket takes connections.</summary>
    public const string Ready = "Starting to serve";

    /// <summary>A process group of its own for kubectl, because the one of the Google Cloud CLI starts another; and a watch that
    /// ends both and removes the socket when an engine that was killed can no longer do it.</summary>
    private const string Script = """
        engine=$1 folder=$2; shift 2
        set -m
        "$@" & proxy=$!
        (while kill -0 "$engine"; do sleep 2; done; rm -rf -- "$folder"; kill -- -"$proxy") >/dev/null 2>&1 & watch=$!
        set +m
        trap 'kill -- -"$proxy" -"$watch" 2>/dev/null' TERM INT HUP EXIT
        wait "$proxy"
        """;

    /// <param name="engine">The id of the process without which the proxy has no use.</param>
    public static CommandRequest For(
        ClusterName cluster, SocketFolder folder, ImmutableDictionary<string, string> environment, int engine)
    {
        return new(
            [
                "bash", "-c", Script, "kubectl-proxy", engine.ToString(CultureInfo.InvariantCulture), folder.Path,
                "kubectl", .. cluster.Flags, "proxy", $"--unix-socket={folder.Socket}",
                // Nothing that goes through this socket may change a cluster.
                "--reject-methods=^(POST|PUT|PATCH|DELETE)$",
            ],
            environment)
        {
            CaptureLimit = 16 * 1024,
        };
    }
}
