using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>How pods print; the status column sums up phase, containers and deletion as the API server does.</summary>
internal static class PodTable
{
    public static TableShape Shape { get; } = BuiltInTables.Shape(
        [
            new("Ready"), new("Status"), new("Restarts"), TableColumn.Age,
            TableColumn.Wide("IP"), TableColumn.Wide("Node"), TableColumn.Wide("Nominated Node"), TableColumn.Wide("Readiness Gates"),
        ],
        Cells);

    private static object?[] Cells(JsonObject pod, DateTimeOffset now)
    {
        var statuses = pod.Objects("status", "containerStatuses").ToList();
        var ready = statuses.Count(status => status.Flag("ready"));
        var sidecars = pod.Objects("spec", "initContainers").Count(container => container.Text("restartPolicy") == "Always");
        var total = pod.Objects("spec", "containers").Count() + sidecars;
        ready += pod.Objects("status", "initContainerStatuses").Count(status => status.Flag("ready") && status.Flag("started"));
        return
        [
            $"{ready}/{total}", Status(pod, statuses), Restarts(statuses, now), Age.Of(pod, now),
            pod.Text("status", "podIP") ?? "<none>", pod.Text("spec", "nodeName") ?? "<none>",
            pod.Text("status", "nominatedNodeName") ?? "<none>", Gates(pod),
        ];
    }

    private static string Status(JsonObject pod, List<JsonObject> statuses)
    {
        if (pod.IsBeingDeleted()) return pod.Text("status", "reason") == "NodeLost" ? "Unknown" : "Terminating";
        var status = pod.Text("status", "reason") ?? pod.Text("status", "phase") ?? "Pending";
        if (InitStatus(pod) is { } init) return init;
        var hasRunning = false;
        foreach (var container in Enumerable.Reverse(statuses))
        {
            if (Waiting(container) is { } waiting) status = waiting;
            else if (Terminated(container) is { } terminated) status = terminated;
            else if (container.Flag("ready") && container.At("state", "running") is not null) hasRunning = true;
        }

        return status == "Completed" && hasRunning ? "Running" : status;
    }

    private static string? InitStatus(JsonObject pod)
    {
        var total = pod.Objects("spec", "initContainers").Count();
        var done = 0;
        foreach (var container in pod.Objects("status", "initContainerStatuses"))
        {
            var isDone = container.Number("state", "terminated", "exitCode") == 0 || (container.Flag("started") && container.Flag("ready"));
            if (!isDone)
            {
                var reason = Terminated(container) ?? Waiting(container);
                return reason is null or "PodInitializing" ? $"Init:{done}/{total}" : $"Init:{reason}";
            }

            done++;
        }

        return null;
    }

    private static string? Waiting(JsonObject container) =>
        container.Text("state", "waiting", "reason") is { Length: > 0 } reason ? reason : null;

    private static string? Terminated(JsonObject container)
    {
        if (container.At("state", "terminated") is not JsonObject end) return null;
        if (end.Text("reason") is { Length: > 0 } reason) return reason;
        return end.Number("signal") is > 0 and var signal ? $"Signal:{signal}" : $"ExitCode:{end.Number("exitCode") ?? 0}";
    }

    private static string Restarts(List<JsonObject> statuses, DateTimeOffset now)
    {
        var count = statuses.Sum(status => status.Number("restartCount") ?? 0);
        var last = statuses.Select(status => status.Text("lastState", "terminated", "finishedAt")).Max(StringComparer.Ordinal);
        return count > 0 && last is not null ? $"{count} ({Age.Since(last, now)} ago)" : $"{count}";
    }

    private static string Gates(JsonObject pod)
    {
        var gates = pod.Objects("spec", "readinessGates").Select(gate => gate.Text("conditionType")).ToList();
        if (gates.Count == 0) return "<none>";
        var met = pod.Objects("status", "conditions").Count(condition => gates.Contains(condition.Text("type")) && condition.Text("status") == "True");
        return $"{met}/{gates.Count}";
    }
}
