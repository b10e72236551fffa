using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Turns a HorizontalPodAutoscaler between autoscaling/v1, which knows only CPU, and autoscaling/v2.</summary>
internal static class AutoscalerVersions
{
    public static void ToFirst(JsonObject value)
    {
        var cpu = value.Objects("spec", "metrics").FirstOrDefault(IsCpu);
        if (cpu?.Number("resource", "target", "averageUtilization") is { } target) value.Put(target, "spec", "targetCPUUtilizationPercentage");
        value.Drop("spec", "metrics");
        var current = value.Objects("status", "currentMetrics").FirstOrDefault(IsCpu);
        if (current?.Number("resource", "current", "averageUtilization") is { } used) value.Put(used, "status", "currentCPUUtilizationPercentage");
        value.Drop("status", "currentMetrics");
        value.Drop("status", "conditions");
    }

    public static void ToSecond(JsonObject value)
    {
        if (value.Number("spec", "targetCPUUtilizationPercentage") is not { } target) return;
        value.Drop("spec", "targetCPUUtilizationPercentage");
        value.Put(new JsonArray(CpuMetric(target)), "spec", "metrics");
    }

    /// <summary>The metric that stands for a share of the requested CPU, in percent.</summary>
    public static JsonObject CpuMetric(long percent) => new()
    {
        ["type"] = "Resource",
        ["resource"] = new JsonObject
        {
            ["name"] = "cpu",
            ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percent },
        },
    };

    private static bool IsCpu(JsonObject metric) => metric.Text("type") == "Resource" && metric.Text("resource", "name") == "cpu";
}
