using System.Text.Json;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Sidecars;

/// <summary>What injection wrote into a pod, and what its proxy reads from it.</summary>
internal static class Sidecar
{
    public const string Container = "istio-proxy";
    public const string StatusAnnotation = "sidecar.istio.io/status";

    /// <summary>The revision that injected the pod, or null for a pod without a sidecar.</summary>
    public static string? RevisionOf(JsonObject pod)
    {
        if (pod.Annotation(StatusAnnotation) is not { } text) return null;
        try
        {
            return (JsonNode.Parse(text) as JsonObject)?.Text("revision") ?? "default";
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A variable of the proxy's container; empty when it is not set.</summary>
    public static string Variable(JsonObject pod, string name) => pod.Objects("spec", "containers")
        .Where(container => container.Text("name") == Container)
        .SelectMany(container => container.Objects("env"))
        .FirstOrDefault(variable => variable.Text("name") == name)?.Text("value") ?? "";

    public static string ServiceAccount(JsonObject pod) => pod.Text("spec", "serviceAccountName") is { Length: > 0 } name ? name : "default";
}
