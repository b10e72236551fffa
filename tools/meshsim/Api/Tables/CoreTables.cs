using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>How the types of the core group print, pods apart.</summary>
internal static class CoreTables
{
    private const int ShownAddresses = 3;

    public static void AddTo(Dictionary<string, TableShape> shapes)
    {
        shapes["namespaces"] = BuiltInTables.Shape([new("Status"), TableColumn.Age],
            (value, now) => [value.Text("status", "phase"), Age.Of(value, now)]);
        shapes["services"] = BuiltInTables.Shape(
            [new("Type"), new("Cluster-IP"), new("External-IP"), new("Port(s)"), TableColumn.Age, TableColumn.Wide("Selector")],
            (value, now) =>
            [
                value.Text("spec", "type"), value.Text("spec", "clusterIP") ?? "<none>", ExternalAddress(value), Ports(value),
                Age.Of(value, now), LabelSelectorText.OfMap(value.Map("spec", "selector")),
            ]);
        shapes["endpoints"] = BuiltInTables.Shape([new("Endpoints"), TableColumn.Age],
            (value, now) => [Addresses(value), Age.Of(value, now)]);
        shapes["configmaps"] = BuiltInTables.Shape([TableColumn.Number("Data"), TableColumn.Age],
            (value, now) => [Count(value, "data") + Count(value, "binaryData"), Age.Of(value, now)]);
        shapes["secrets"] = BuiltInTables.Shape([new("Type"), TableColumn.Number("Data"), TableColumn.Age],
            (value, now) => [value.Text("type"), Count(value, "data"), Age.Of(value, now)]);
        shapes["serviceaccounts"] = BuiltInTables.Shape([TableColumn.Number("Secrets"), TableColumn.Age],
            (value, now) => [value.Objects("secrets").Count(), Age.Of(value, now)]);
        shapes["resourcequotas"] = BuiltInTables.Shape([TableColumn.Age, new("Request"), new("Limit")],
            (value, now) => [Age.Of(value, now), Quota(value, isLimit: false), Quota(value, isLimit: true)]);
        shapes["events"] = new(
            [
                new("Last Seen"), new("Type"), new("Reason"), new("Object"), TableColumn.Wide("Subobject"), TableColumn.Wide("Source"),
                new("Message"), TableColumn.Wide("First Seen"), TableColumn.Wide("Count", "integer"), new("Name", "string", 1, "name"),
            ],
            Event);
        shapes["nodes"] = BuiltInTables.Shape(
            [
                new("Status"), new("Roles"), TableColumn.Age, new("Version"), TableColumn.Wide("Internal-IP"), TableColumn.Wide("External-IP"),
                TableColumn.Wide("OS-Image"), TableColumn.Wide("Kernel-Version"), TableColumn.Wide("Container-Runtime"),
            ],
            Node);
    }

    private static long Count(JsonObject value, string field) => (value[field] as JsonObject)?.Count ?? 0;

    private static string Ports(JsonObject service)
    {
        var ports = service.Objects("spec", "ports").Select(port => port.Number("nodePort") is > 0 and var node
            ? $"{port.Number("port")}:{node}/{port.Text("protocol") ?? "TCP"}" : $"{port.Number("port")}/{port.Text("protocol") ?? "TCP"}").ToList();
        return ports.Count == 0 ? "<none>" : string.Join(",", ports);
    }

    private static string ExternalAddress(JsonObject service)
    {
        var given = service.Texts("spec", "externalIPs").ToList();
        switch (service.Text("spec", "type"))
        {
            case "ExternalName": return service.Text("spec", "externalName") ?? "<none>";
            case "LoadBalancer":
                var addresses = service.Objects("status", "loadBalancer", "ingress").Select(entry => entry.Text("ip") ?? entry.Text("hostname") ?? "").Concat(given).ToList();
                return addresses.Count == 0 ? "<pending>" : string.Join(",", addresses);
            default: return given.Count == 0 ? "<none>" : string.Join(",", given);
        }
    }

    private static string Addresses(JsonObject endpoints)
    {
        var all = endpoints.Objects("subsets").SelectMany(subset => subset.Objects("ports").DefaultIfEmpty([])
            .SelectMany(port => subset.Objects("addresses").Select(address =>
                port.Number("port") is { } number ? $"{address.Text("ip")}:{number}" : address.Text("ip") ?? ""))).ToList();
        if (all.Count == 0) return "<none>";
        var shown = string.Join(",", all.Take(ShownAddresses));
        return all.Count > ShownAddresses ? $"{shown} + {all.Count - ShownAddresses} more..." : shown;
    }

    private static string Quota(JsonObject quota, bool isLimit) => string.Join(", ", quota.Map("status", "hard")
        .Where(pair => pair.Key.StartsWith("limits", StringComparison.Ordinal) == isLimit)
        .Select(pair => $"{pair.Key}: {quota.Text("status", "used", pair.Key) ?? "0"}/{pair.Value}"));

    private static object?[] Event(JsonObject value, DateTimeOffset now)
    {
        var first = value.Text("firstTimestamp") ?? value.Text("eventTime");
        var last = value.Text("series", "lastObservedTime") ?? value.Text("lastTimestamp") ?? first;
        var source = value.Text("source", "component") ?? value.Text("reportingComponent") ?? "";
        if (value.Text("source", "host") is { Length: > 0 } host) source += $", {host}";
        return
        [
            Age.Since(last, now), value.Text("type"), value.Text("reason"),
            $"{value.Text("involvedObject", "kind")?.ToLowerInvariant()}/{value.Text("involvedObject", "name")}",
            value.Text("involvedObject", "fieldPath") ?? "", source, value.Text("message")?.Trim(),
            Age.Since(first, now), value.Number("count") ?? 1, value.Name(),
        ];
    }

    private static object?[] Node(JsonObject node, DateTimeOffset now)
    {
        const string role = "node-role.kubernetes.io/";
        var isReady = node.Objects("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Ready")?.Text("status");
        var status = isReady switch { "True" => "Ready", null => "Unknown", _ => "NotReady" };
        if (node.Flag("spec", "unschedulable")) status += ",SchedulingDisabled";
        var roles = node.Labels().Keys.Where(key => key.StartsWith(role, StringComparison.Ordinal)).Select(key => key[role.Length..]).ToList();
        string Address(string type) => node.Objects("status", "addresses").FirstOrDefault(address => address.Text("type") == type)?.Text("address") ?? "<none>";
        string Info(string field) => node.Text("status", "nodeInfo", field) ?? "<unknown>";
        return
        [
            status, roles.Count == 0 ? "<none>" : string.Join(",", roles), Age.Of(node, now), Info("kubeletVersion"),
            Address("InternalIP"), Address("ExternalIP"), Info("osImage"), Info("kernelVersion"), Info("containerRuntimeVersion"),
        ];
    }
}
