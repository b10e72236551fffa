using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>How Deployments, ReplicaSets, StatefulSets, DaemonSets and Jobs print.</summary>
internal static class WorkloadTables
{
    private static readonly ImmutableArray<TableColumn> WideColumns =
        [TableColumn.Wide("Containers"), TableColumn.Wide("Images"), TableColumn.Wide("Selector")];

    public static void AddTo(Dictionary<string, TableShape> shapes)
    {
        shapes["deployments.apps"] = BuiltInTables.Shape(
            [new("Ready"), TableColumn.Number("Up-to-date"), TableColumn.Number("Available"), TableColumn.Age, .. WideColumns],
            (value, now) =>
            [
                $"{Status(value, "readyReplicas")}/{Wanted(value)}", Status(value, "updatedReplicas"),
                Status(value, "availableReplicas"), Age.Of(value, now), .. Wide(value),
            ]);
        shapes["replicasets.apps"] = BuiltInTables.Shape(
            [TableColumn.Number("Desired"), TableColumn.Number("Current"), TableColumn.Number("Ready"), TableColumn.Age, .. WideColumns],
            (value, now) => [Wanted(value), Status(value, "replicas"), Status(value, "readyReplicas"), Age.Of(value, now), .. Wide(value)]);
        shapes["statefulsets.apps"] = BuiltInTables.Shape(
            [new("Ready"), TableColumn.Age, TableColumn.Wide("Containers"), TableColumn.Wide("Images")],
            (value, now) => [$"{Status(value, "readyReplicas")}/{Wanted(value)}", Age.Of(value, now), .. Wide(value)[..2]]);
        shapes["daemonsets.apps"] = BuiltInTables.Shape(
            [
                TableColumn.Number("Desired"), TableColumn.Number("Current"), TableColumn.Number("Ready"),
                TableColumn.Number("Up-to-date"), TableColumn.Number("Available"), new("Node Selector"), TableColumn.Age, .. WideColumns,
            ],
            (value, now) =>
            [
                Status(value, "desiredNumberScheduled"), Status(value, "currentNumberScheduled"), Status(value, "numberReady"),
                Status(value, "updatedNumberScheduled"), Status(value, "numberAvailable"),
                LabelSelectorText.OfMap(value.Map("spec", "template", "spec", "nodeSelector")), Age.Of(value, now), .. Wide(value),
            ]);
        shapes["controllerrevisions.apps"] = BuiltInTables.Shape(
            [new("Controller"), TableColumn.Number("Revision"), TableColumn.Age],
            (value, now) => [Controller(value), value.Number("revision") ?? 0, Age.Of(value, now)]);
        shapes["jobs.batch"] = BuiltInTables.Shape(
            [new("Status"), new("Completions"), new("Duration"), TableColumn.Age, .. WideColumns],
            (value, now) => [JobStatus(value), Completions(value), Duration(value, now), Age.Of(value, now), .. Wide(value)]);
        shapes["cronjobs.batch"] = BuiltInTables.Shape(
            [
                new("Schedule"), new("Timezone"), new("Suspend", "boolean"), TableColumn.Number("Active"), new("Last Schedule"),
                TableColumn.Age,
            ],
            (value, now) =>
            [
                value.Text("spec", "schedule"), value.Text("spec", "timeZone") ?? "<none>", value.Flag("spec", "suspend") ? "True" : "False",
                value.Objects("status", "active").Count(),
                value.Text("status", "lastScheduleTime") is { } last ? Age.Since(last, now) : "<none>", Age.Of(value, now),
            ]);
    }

    private static long Wanted(JsonObject value) => value.Number("spec", "replicas") ?? 0;

    private static long Status(JsonObject value, string field) => value.Number("status", field) ?? 0;

    private static object?[] Wide(JsonObject value)
    {
        var template = value.At("spec", "template") as JsonObject ?? [];
        return
        [
            BuiltInTables.Containers(template, "name"), BuiltInTables.Containers(template, "image"),
            LabelSelectorText.Of(value.At("spec", "selector") as JsonObject) is { Length: > 0 } selector ? selector : "<none>",
        ];
    }

    private static string Controller(JsonObject value)
    {
        var owner = value.OwnerReferences().FirstOrDefault(reference => reference.Flag("controller"));
        if (owner is null) return "<none>";
        var group = owner.ApiVersion().Split('/') is [var name, _] ? $".{name}" : "";
        return $"{owner.Kind().ToLowerInvariant()}{group}/{owner.Text("name")}";
    }

    private static string JobStatus(JsonObject job)
    {
        bool Has(string condition) => job.Objects("status", "conditions")
            .Any(item => item.Text("type") == condition && item.Text("status") == "True");
        if (Has("Complete")) return "Complete";
        if (Has("Failed")) return "Failed";
        if (job.IsBeingDeleted()) return "Terminating";
        if (Has("Suspended")) return "Suspended";
        return Has("FailureTarget") ? "FailureTarget" : Has("SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";
    }

    private static string Completions(JsonObject job)
    {
        var done = Status(job, "succeeded");
        if (job.Number("spec", "completions") is { } wanted) return $"{done}/{wanted}";
        return job.Number("spec", "parallelism") is > 1 and var parallel ? $"{done}/1 of {parallel}" : $"{done}/1";
    }

    private static string Duration(JsonObject job, DateTimeOffset now)
    {
        if (job.Text("status", "startTime") is not { } start) return "";
        var end = job.Text("status", "completionTime") is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : now;
        return Age.Since(start, end);
    }
}
