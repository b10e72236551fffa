using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>How autoscalers, disruption budgets, webhooks, RBAC and the remaining groups print.</summary>
internal static class PolicyTables
{
    private const int ShownMetrics = 2;

    public static void AddTo(Dictionary<string, TableShape> shapes)
    {
        shapes["horizontalpodautoscalers.autoscaling"] = BuiltInTables.Shape(
            [new("Reference"), new("Targets"), new("MinPods"), new("MaxPods"), TableColumn.Number("Replicas"), TableColumn.Age],
            (value, now) =>
            [
                $"{value.Text("spec", "scaleTargetRef", "kind")}/{value.Text("spec", "scaleTargetRef", "name")}", Targets(value),
                value.Number("spec", "minReplicas")?.ToString() ?? "<unset>", $"{value.Number("spec", "maxReplicas")}",
                value.Number("status", "currentReplicas") ?? 0, Age.Of(value, now),
            ]);
        shapes["poddisruptionbudgets.policy"] = BuiltInTables.Shape(
            [new("Min Available"), new("Max Unavailable"), TableColumn.Number("Allowed Disruptions"), TableColumn.Age],
            (value, now) =>
            [
                value.At("spec", "minAvailable")?.ToString() ?? "N/A", value.At("spec", "maxUnavailable")?.ToString() ?? "N/A",
                value.Number("status", "disruptionsAllowed") ?? 0, Age.Of(value, now),
            ]);
        foreach (var webhooks in (ReadOnlySpan<string>)["mutatingwebhookconfigurations", "validatingwebhookconfigurations"])
        {
            shapes[$"{webhooks}.admissionregistration.k8s.io"] = BuiltInTables.Shape([TableColumn.Number("Webhooks"), TableColumn.Age],
                (value, now) => [value.Objects("webhooks").Count(), Age.Of(value, now)]);
        }

        foreach (var bindings in (ReadOnlySpan<string>)["rolebindings", "clusterrolebindings"])
        {
            shapes[$"{bindings}.rbac.authorization.k8s.io"] = BuiltInTables.Shape(
                [new("Role"), TableColumn.Age, TableColumn.Wide("Users"), TableColumn.Wide("Groups"), TableColumn.Wide("ServiceAccounts")],
                (value, now) =>
                [
                    $"{value.Text("roleRef", "kind")}/{value.Text("roleRef", "name")}", Age.Of(value, now),
                    Subjects(value, "User"), Subjects(value, "Group"), Subjects(value, "ServiceAccount"),
                ]);
        }

        shapes["endpointslices.discovery.k8s.io"] = BuiltInTables.Shape(
            [new("AddressType"), new("Ports"), new("Endpoints"), TableColumn.Age],
            (value, now) =>
            [
                value.Text("addressType"), Joined(value.Objects("ports").Select(port => $"{port.Number("port")}")),
                Joined(value.Objects("endpoints").SelectMany(endpoint => endpoint.Texts("addresses"))), Age.Of(value, now),
            ]);
        shapes["leases.coordination.k8s.io"] = BuiltInTables.Shape([new("Holder"), TableColumn.Age],
            (value, now) => [value.Text("spec", "holderIdentity") ?? "", Age.Of(value, now)]);
        shapes["networkpolicies.networking.k8s.io"] = BuiltInTables.Shape([new("Pod-Selector"), TableColumn.Age],
            (value, now) =>
            [
                LabelSelectorText.Of(value.At("spec", "podSelector") as JsonObject) is { Length: > 0 } text ? text : "<none>", Age.Of(value, now),
            ]);
    }

    private static string Joined(IEnumerable<string> values)
    {
        var list = values.ToList();
        if (list.Count == 0) return "<unset>";
        var shown = string.Join(",", list.Take(3));
        return list.Count > 3 ? $"{shown} + {list.Count - 3} more..." : shown;
    }

    private static string Subjects(JsonObject binding, string kind) => string.Join(", ", binding.Objects("subjects")
        .Where(subject => subject.Kind() == kind)
        .Select(subject => kind == "ServiceAccount" ? $"{subject.Text("namespace")}/{subject.Text("name")}" : subject.Text("name")));

    private static string Targets(JsonObject autoscaler)
    {
        var metrics = autoscaler.Objects("spec", "metrics").ToList();
        if (metrics.Count == 0) return "<none>";
        var shown = string.Join(", ", metrics.Take(ShownMetrics).Select(metric => Target(autoscaler, metric)));
        return metrics.Count > ShownMetrics ? $"{shown} + {metrics.Count - ShownMetrics} more..." : shown;
    }

    private static string Target(JsonObject autoscaler, JsonObject metric)
    {
        var source = metric.Text("type") is { Length: > 0 } type ? char.ToLowerInvariant(type[0]) + type[1..] : "resource";
        var name = metric.Text(source, "name") ?? metric.Text(source, "metric", "name");
        var current = autoscaler.Objects("status", "currentMetrics").FirstOrDefault(other =>
            other.Text("type") == metric.Text("type") && (other.Text(source, "name") ?? other.Text(source, "metric", "name")) == name);
        var prefix = source == "resource" ? $"{name}: " : "";
        if (metric.Number(source, "target", "averageUtilization") is { } share)
        {
            return $"{prefix}{(current?.Number(source, "current", "averageUtilization") is { } used ? $"{used}%" : "<unknown>")}/{share}%";
        }

        var wanted = metric.Text(source, "target", "averageValue") ?? metric.Text(source, "target", "value") ?? "<auto>";
        return $"{prefix}{current?.Text(source, "current", "averageValue") ?? current?.Text(source, "current", "value") ?? "<unknown>"}/{wanted}";
    }
}
