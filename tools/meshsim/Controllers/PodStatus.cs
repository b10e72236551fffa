using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>The statuses that a pod goes through.</summary>
internal static class PodStatus
{
    public static JsonObject Pending(JsonObject pod, DateTimeOffset now) => new()
    {
        ["phase"] = "Pending",
        ["qosClass"] = "BestEffort",
        ["conditions"] = new JsonArray(Condition(pod, "PodScheduled", true, now)),
        ["containerStatuses"] = Containers(pod, container => new()
        {
            ["name"] = container.Text("name"),
            ["image"] = container.Text("image"),
            ["imageID"] = "",
            ["ready"] = false,
            ["restartCount"] = 0,
            ["started"] = false,
            ["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "PodInitializing" } },
        }),
    };

    /// <param name="waiting">The name of the container that is not ready, or null when all are.</param>
    public static JsonObject Running(JsonObject pod, string ip, string? waiting, DateTimeOffset now)
    {
        var ready = waiting is null;
        var status = Base(pod, ip, ready, now);
        status["containerStatuses"] = Containers(pod, container => Started(container, container.Text("name") != waiting, now));
        return status;
    }

    /// <summary>The first container ends with an error again and again.</summary>
    public static JsonObject Crashing(JsonObject pod, string ip, int restarts, DateTimeOffset now)
    {
        var status = Base(pod, ip, ready: false, now);
        var first = pod.Objects("spec", "containers").FirstOrDefault()?.Text("name");
        status["containerStatuses"] = Containers(pod, container =>
        {
            if (container.Text("name") != first) return Started(container, true, now);
            var crashed = Started(container, false, now);
            crashed["restartCount"] = restarts;
            crashed["started"] = false;
            crashed["state"] = new JsonObject
            {
                ["waiting"] = new JsonObject { ["reason"] = "CrashLoopBackOff", ["message"] = $"back-off restarting failed container {first}" },
            };
            crashed["lastState"] = new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = 1, ["reason"] = "Error" } };
            return crashed;
        });
        return status;
    }

    private static JsonObject Base(JsonObject pod, string ip, bool ready, DateTimeOffset now) => new()
    {
        ["phase"] = "Running",
        ["qosClass"] = "BestEffort",
        ["conditions"] = new JsonArray(
            Condition(pod, "PodReadyToStartContainers", true, now),
            Condition(pod, "Initialized", true, now),
            Condition(pod, "Ready", ready, now, "ContainersNotReady"),
            Condition(pod, "ContainersReady", ready, now, "ContainersNotReady"),
            Condition(pod, "PodScheduled", true, now)),
        ["podIP"] = ip,
        ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = ip }),
        ["hostIP"] = "10.128.0.2",
        ["startTime"] = pod.Text("status", "startTime") ?? Stamp(now),
    };

    private static JsonObject Condition(JsonObject pod, string type, bool holds, DateTimeOffset now, string reason = "") =>
        Conditions.Make(pod, type, holds, holds ? "" : reason, "", now);

    private static JsonObject Started(JsonObject container, bool ready, DateTimeOffset now) => new()
    {
        ["name"] = container.Text("name"),
        ["image"] = container.Text("image"),
        ["imageID"] = "sha256:" + PodTemplates.Hash(container.Text("image")),
        ["containerID"] = "containerd://" + PodTemplates.Hash(container.Text("name")),
        ["ready"] = ready,
        ["restartCount"] = 0,
        ["started"] = true,
        ["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Stamp(now) } },
    };

    private static JsonArray Containers(JsonObject pod, Func<JsonObject, JsonObject> status) =>
        new([.. pod.Objects("spec", "containers").Select(status)]);

    private static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
