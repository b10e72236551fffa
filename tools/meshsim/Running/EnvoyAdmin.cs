using System.Text;
using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Scenario;
using MeshSim.Sidecars;

namespace MeshSim.Running;

/// <summary>The administration port of the proxies, which listens inside of their pods only: <c>/config_dump</c>.</summary>
internal static class EnvoyAdmin
{
    public const int Port = 15000;
    private const string Types = "type.googleapis.com/envoy.admin.v3.";

    /// <summary>What listens on a port of a pod, or null.</summary>
    public static PodPort? Of(SimulatedMesh mesh, SimulatedCluster cluster, JsonObject pod, int port) =>
        port == Port && Answering(mesh, cluster, pod) is { } proxy ? target => Answer(proxy, IsGateway(pod), target) : null;

    /// <summary>The proxy of a pod, or null where there is none or nobody answers on its port.</summary>
    public static Proxy? Answering(SimulatedMesh mesh, SimulatedCluster cluster, JsonObject pod)
    {
        var fault = mesh.Faults.BehaviourOf(cluster.Scenario.Name, pod.Namespace(), pod.Name(), Sidecar.RevisionOf(pod) ?? "");
        return fault == PodBehaviour.Mute ? null : mesh.Proxies.Find(pod.Uid());
    }

    public static bool IsGateway(JsonObject pod) => pod.Annotation("inject.istio.io/templates") == "gateway";

    private static byte[] Answer(Proxy proxy, bool isGateway, string target) => target.Split('?') switch
    {
        ["/config_dump"] => Dump(Bootstrap(proxy), new()
        {
            ["@type"] = Types + "SecretsConfigDump", ["dynamic_active_secrets"] = new JsonArray(EnvoySecrets.Of(proxy, isGateway)),
        }),
        ["/config_dump", "resource=dynamic_active_secrets"] => Dump(EnvoySecrets.Of(proxy, isGateway)),
        ["/config_dump", "resource=dynamic_warming_secrets"] => Http("200 OK", "application/json", "{}\n"),
        ["/config_dump", var query] => Http("404 Not Found", "text/plain", $"{query.Split('=')[^1]} not found in config dump\n"),
        ["/ready"] => Http("200 OK", "text/plain; charset=UTF-8", "LIVE\n"),
        _ => Http("404 Not Found", "text/plain; charset=UTF-8", "invalid path. admin commands are:\n  /config_dump\n  /ready\n"),
    };

    private static JsonObject Bootstrap(Proxy proxy) => new()
    {
        ["@type"] = Types + "BootstrapConfigDump",
        ["bootstrap"] = new JsonObject { ["node"] = new JsonObject { ["id"] = $"sidecar~~{proxy.Pod}.{proxy.Namespace}~{proxy.Namespace}.svc.cluster.local" } },
    };

    private static byte[] Dump(params JsonObject[] configs) =>
        Http("200 OK", "application/json", new JsonObject { ["configs"] = new JsonArray(configs) }.ToJsonString() + "\n");

    /// <summary>Envoy answers in chunks.</summary>
    private static byte[] Http(string status, string type, string body) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 {status}\r\ncontent-type: {type}\r\nserver: envoy\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n");
}
