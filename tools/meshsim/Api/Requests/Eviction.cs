using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Evicts a pod, unless a disruption budget forbids it for now.</summary>
internal static class Eviction
{
    public static async Task RunAsync(Exchange exchange, JsonObject pod)
    {
        var body = await RequestBody.ReadObjectAsync(exchange, mayBeEmpty: true);
        var options = DeleteRequest.Options(exchange, BuiltInTypes.Pods, body["deleteOptions"] as JsonObject ?? []);
        var budget = exchange.Store.List(BuiltInTypes.PodDisruptionBudgets, pod.Namespace()).Items.FirstOrDefault(budget =>
            LabelSelector.FromObject(budget.At("spec", "selector") as JsonObject).Matches(pod));
        if (budget is not null && (budget.Number("status", "disruptionsAllowed") ?? 0) < 1) throw Refuse(budget);
        exchange.Store.Delete(BuiltInTypes.Pods, pod.Key(), options);
        exchange.Changed = !options.DryRun;
        await exchange.WriteAsync(Subresources.Created(), 201);
    }

    private static ApiException Refuse(JsonObject budget) => new(429, "TooManyRequests",
        "Cannot evict pod as it would violate the pod's disruption budget.", new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject
            {
                ["reason"] = "DisruptionBudget",
                ["message"] = $"The disruption budget {budget.Name()} needs {budget.Number("status", "desiredHealthy") ?? 0} healthy pods "
                    + $"and has {budget.Number("status", "currentHealthy") ?? 0} currently",
            }),
        });
}
