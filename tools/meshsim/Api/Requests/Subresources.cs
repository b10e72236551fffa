using System.Globalization;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>The subresources other than status: scale, logs, port-forward, eviction, binding, a namespace's finalizers.</summary>
internal static class Subresources
{
    public static async Task RunAsync(Exchange exchange, ResourceType type, CancellationToken stopping)
    {
        var target = exchange.Store.Get(type, exchange.Request.Namespace, exchange.Request.Name)
            ?? throw ApiException.NotFound(type, exchange.Request.Name);
        switch (exchange.Request.Subresource, exchange.Request.Verb)
        {
            case ("scale", "get"): await exchange.WriteAsync(Scale.Of(target)); break;
            case ("scale", "update"): await Scale.ReplaceAsync(exchange, type); break;
            case ("scale", "patch"): await Scale.PatchAsync(exchange, type, target); break;
            case ("log", "get"): await PodLog.RunAsync(exchange, target, stopping); break;
            case ("portforward", "get"): await PortForward.RunAsync(exchange, target, stopping); break;
            case ("eviction", "create"): await Eviction.RunAsync(exchange, target); break;
            case ("binding", "create"): await BindAsync(exchange, type); break;
            case ("finalize", "update"): await FinalizeAsync(exchange, type); break;
            default: throw new ApiException(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
        }
    }

    public static JsonObject Created() => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Success",
        ["code"] = 201,
    };

    private static async Task BindAsync(Exchange exchange, ResourceType type)
    {
        var options = WriteRequest.Options(exchange);
        var binding = await RequestBody.ReadObjectAsync(exchange);
        exchange.Store.Update(type, type.Key(exchange.Request.Namespace, exchange.Request.Name),
            pod => pod.Put(binding.Text("target", "name"), "spec", "nodeName"), options);
        exchange.Changed = !options.DryRun;
        await exchange.WriteAsync(Created(), 201);
    }

    private static async Task FinalizeAsync(Exchange exchange, ResourceType type)
    {
        var wanted = await RequestBody.ReadObjectAsync(exchange);
        await WriteRequest.UpdateAsync(exchange, type,
            old => old.Put(wanted.At("spec", "finalizers")?.DeepClone() ?? new JsonArray(), "spec", "finalizers"), WriteRequest.Options(exchange));
    }
}
