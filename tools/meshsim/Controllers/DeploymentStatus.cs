using System.Globalization;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>The status of a Deployment, as <c>kubectl rollout status</c> reads it.</summary>
internal static class DeploymentStatus
{
    public static JsonObject Make(JsonObject deployment, IReadOnlyList<JsonObject> sets, JsonObject? current, DateTimeOffset now)
    {
        var wanted = Wanted(deployment);
        var total = sets.Sum(set => Count(set, "replicas"));
        var ready = sets.Sum(set => Count(set, "readyReplicas"));
        var status = new JsonObject { ["observedGeneration"] = deployment.Generation() };
        void Add(string field, long value)
        {
            if (value > 0) status[field] = value;
        }

        Add("replicas", total);
        Add("updatedReplicas", current is null ? 0 : Count(current, "replicas"));
        Add("readyReplicas", ready);
        Add("availableReplicas", ready);
        Add("unavailableReplicas", Math.Max(0, Math.Max(wanted, total) - ready));
        var conditions = new JsonArray(Available(deployment, wanted, ready, now), Progressing(deployment, sets, current, now));
        if (current is not null && Conditions.Find(current, "ReplicaFailure") is { } failure)
            conditions.Add((JsonNode)Conditions.Make(deployment, "ReplicaFailure", true, "FailedCreate", failure.Text("message") ?? "", now, updates: true));
        status["conditions"] = conditions;
        return status;
    }

    public static bool IsComplete(JsonObject deployment, IReadOnlyList<JsonObject> sets, JsonObject? current) =>
        current is not null
        && Count(current, "replicas") == Wanted(deployment)
        && Count(current, "availableReplicas") == Wanted(deployment)
        && sets.Sum(set => Count(set, "replicas")) == Wanted(deployment);

    /// <summary>When the rollout counts as failed, while it is progressing.</summary>
    public static DateTimeOffset? Deadline(JsonObject status, JsonObject deployment)
    {
        var progressing = status.Objects("conditions").FirstOrDefault(c => c.Text("type") == "Progressing");
        if (progressing is null || progressing.Text("status") != "True" || progressing.Text("lastUpdateTime") is not { } since) return null;
        return DateTimeOffset.Parse(since, CultureInfo.InvariantCulture).AddSeconds(deployment.Number("spec", "progressDeadlineSeconds") ?? 600);
    }

    private static JsonObject Available(JsonObject deployment, int wanted, long ready, DateTimeOffset now)
    {
        var enough = ready >= RolloutLimits.Of(deployment, wanted).Least;
        return Conditions.Make(deployment, "Available", enough,
            enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", now, updates: true);
    }

    private static JsonObject Progressing(JsonObject deployment, IReadOnlyList<JsonObject> sets, JsonObject? current, DateTimeOffset now)
    {
        var name = current?.Name() ?? deployment.Name();
        if (IsComplete(deployment, sets, current))
            return Conditions.Make(deployment, "Progressing", true, "NewReplicaSetAvailable",
                $"ReplicaSet \"{name}\" has successfully progressed.", now, updates: true);
        var waiting = Conditions.Make(deployment, "Progressing", true, "ReplicaSetUpdated", $"ReplicaSet \"{name}\" is progressing.", now, updates: true);
        var old = Conditions.Find(deployment, "Progressing");
        var known = old is not null && old.Text("reason") != "NewReplicaSetAvailable"
            && old.Text("message")?.Contains($"\"{name}\"", StringComparison.Ordinal) == true;
        var moved = Progress(deployment) != Progress(sets, current);
        if (moved) waiting["lastUpdateTime"] = Stamp(now);
        if (old is null || !known || moved) return waiting;
        if (old.Text("reason") == "ProgressDeadlineExceeded") return (JsonObject)old.DeepClone();
        return Deadline(new JsonObject { ["conditions"] = new JsonArray(waiting.DeepClone()) }, deployment) > now
            ? waiting
            : Conditions.Make(deployment, "Progressing", false, "ProgressDeadlineExceeded",
                $"ReplicaSet \"{name}\" has timed out progressing.", now, updates: true);
    }

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static (long, long) Progress(JsonObject deployment) =>
        (deployment.Number("status", "updatedReplicas") ?? 0, deployment.Number("status", "readyReplicas") ?? 0);

    private static (long, long) Progress(IReadOnlyList<JsonObject> sets, JsonObject? current) =>
        (current is null ? 0 : Count(current, "replicas"), sets.Sum(set => Count(set, "readyReplicas")));

    private static int Wanted(JsonObject deployment) => (int)(deployment.Number("spec", "replicas") ?? 1);

    private static long Count(JsonObject set, string field) => set.Number("status", field) ?? 0;
}
