using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Sidecars;

namespace MeshSim.Running;

/// <summary>What <c>kubectl logs</c> shows: a few lines that say what the container is.</summary>
internal static class PodLogs
{
    public static IEnumerable<string> Of(JsonObject pod, string container)
    {
        var since = pod.Text("status", "startTime") ?? pod.Text("metadata", "creationTimestamp") ?? "";
        if (container == Sidecar.Container)
        {
            return
            [
                $"{since} info Proxy role type=sidecar id={pod.Name()}.{pod.Namespace()}",
                $"{since} info CA Endpoint {Sidecar.Variable(pod, "CA_ADDR")}, provider {Sidecar.Variable(pod, "CA_PROVIDER")}",
                $"{since} info Envoy proxy is ready",
            ];
        }

        return [$"{since} {container} of {pod.Namespace()}/{pod.Name()} started", $"{since} listening on :8080"];
    }
}
