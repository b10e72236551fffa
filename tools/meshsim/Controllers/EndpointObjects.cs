using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>The two forms in which the pods behind a Service are published.</summary>
internal static class EndpointObjects
{
    public static JsonObject Endpoints(JsonObject service, IReadOnlyList<JsonObject> pods)
    {
        var subset = new JsonObject();
        var ready = pods.Where(PodTemplates.IsReady).Select(Address).ToArray<JsonNode?>();
        var waiting = pods.Where(pod => !PodTemplates.IsReady(pod)).Select(Address).ToArray<JsonNode?>();
        if (ready.Length > 0) subset["addresses"] = new JsonArray(ready);
        if (waiting.Length > 0) subset["notReadyAddresses"] = new JsonArray(waiting);
        subset["ports"] = new JsonArray([.. service.Objects("spec", "ports").Select(Port)]);
        return new()
        {
            ["metadata"] = new JsonObject { ["labels"] = service.At("metadata", "labels")?.DeepClone() },
            ["subsets"] = pods.Count == 0 ? new JsonArray() : new JsonArray(subset),
        };
    }

    public static JsonObject Slice(JsonObject service, IReadOnlyList<JsonObject> pods)
    {
        var labels = (JsonObject)(service.At("metadata", "labels")?.DeepClone() ?? new JsonObject());
        labels["kubernetes.io/service-name"] = service.Name();
        labels["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io";
        return new()
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = labels,
                ["ownerReferences"] = new JsonArray(PodTemplates.OwnerReference(service, BuiltInTypes.Services)),
            },
            ["addressType"] = "IPv4",
            ["endpoints"] = new JsonArray([.. pods.Select(Endpoint)]),
            ["ports"] = new JsonArray([.. service.Objects("spec", "ports").Select(Port)]),
        };
    }

    private static JsonObject Address(JsonObject pod) => new()
    {
        ["ip"] = pod.Text("status", "podIP"),
        ["nodeName"] = pod.Text("spec", "nodeName"),
        ["targetRef"] = Target(pod),
    };

    private static JsonObject Endpoint(JsonObject pod) => new()
    {
        ["addresses"] = new JsonArray(pod.Text("status", "podIP")),
        ["conditions"] = new JsonObject
        {
            ["ready"] = PodTemplates.IsReady(pod),
            ["serving"] = PodTemplates.IsReady(pod),
            ["terminating"] = pod.IsBeingDeleted(),
        },
        ["nodeName"] = pod.Text("spec", "nodeName"),
        ["targetRef"] = Target(pod),
    };

    private static JsonObject Target(JsonObject pod) =>
        new() { ["kind"] = "Pod", ["name"] = pod.Name(), ["namespace"] = pod.Namespace(), ["uid"] = pod.Uid() };

    private static JsonObject Port(JsonObject port)
    {
        var number = port.Number("targetPort") ?? port.Number("port") ?? 0;
        var result = new JsonObject { ["port"] = number, ["protocol"] = port.Text("protocol") ?? "TCP" };
        if (port.Text("name") is { } name) result["name"] = name;
        return result;
    }
}
