using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>The scale subresource: how many replicas a workload shall have and has.</summary>
internal static class Scale
{
    public static JsonObject Of(JsonObject workload)
    {
        var selector = LabelSelectorText.Of(workload.At("spec", "selector") as JsonObject);
        return new()
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = workload.Name(),
                ["namespace"] = workload.Namespace(),
                ["uid"] = workload.Uid(),
                ["resourceVersion"] = workload.Text("metadata", "resourceVersion"),
                ["creationTimestamp"] = workload.Text("metadata", "creationTimestamp"),
            },
            ["spec"] = new JsonObject { ["replicas"] = workload.Number("spec", "replicas") ?? 0 },
            ["status"] = new JsonObject { ["replicas"] = workload.Number("status", "replicas") ?? 0, ["selector"] = selector },
        };
    }

    public static async Task ReplaceAsync(Exchange exchange, ResourceType type) =>
        await SetAsync(exchange, type, await RequestBody.ReadObjectAsync(exchange));

    public static async Task PatchAsync(Exchange exchange, ResourceType type, JsonObject workload)
    {
        var media = RequestBody.MediaType(exchange);
        var patch = RequestBody.ParseNode(await RequestBody.ReadTextAsync(exchange), yaml: false);
        var scale = PatchRequest.Patch(Of(workload), media, patch);
        if ((patch as JsonObject)?.Text("metadata", "resourceVersion") is null) scale.Drop("metadata", "resourceVersion");
        await SetAsync(exchange, type, scale);
    }

    private static async Task SetAsync(Exchange exchange, ResourceType type, JsonObject scale)
    {
        var options = WriteRequest.Options(exchange);
        var replicas = scale.Number("spec", "replicas") ?? 0;
        if (replicas < 0)
        {
            throw ApiException.Invalid(type, exchange.Request.Name,
                [FieldError.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]);
        }

        long before = 0;
        var stored = exchange.Store.Update(type, type.Key(exchange.Request.Namespace, exchange.Request.Name), workload =>
        {
            before = workload.ResourceVersion();
            if (scale.Text("metadata", "resourceVersion") is { Length: > 0 } version) workload.Put(version, "metadata", "resourceVersion");
            return workload.Put(replicas, "spec", "replicas");
        }, options);
        exchange.Changed = !options.DryRun && stored.ResourceVersion() != before;
        await exchange.WriteAsync(Of(stored));
    }
}
