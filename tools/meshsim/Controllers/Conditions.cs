using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Conditions of objects' statuses; the time of the last transition stays while the status does.</summary>
internal static class Conditions
{
    public static JsonObject Make(JsonObject item, string type, bool holds, string reason, string message, DateTimeOffset now, bool updates = false)
    {
        var old = Find(item, type);
        var status = holds ? "True" : "False";
        var stamp = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastTransitionTime"] = old?.Text("status") == status ? old.Text("lastTransitionTime") : stamp,
        };
        if (updates)
        {
            var same = old?.Text("status") == status && old.Text("reason") == reason && old.Text("message") == message;
            condition["lastUpdateTime"] = same ? old!.Text("lastUpdateTime") : stamp;
        }

        if (reason.Length > 0) condition["reason"] = reason;
        if (message.Length > 0) condition["message"] = message;
        return condition;
    }

    public static JsonObject? Find(JsonObject item, string type) =>
        item.Objects("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);
}
