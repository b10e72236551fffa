using System.Text.Json.Nodes;
using MeshSim.ControlPlanes;
using MeshSim.Scenario;

namespace MeshSim.Running;

/// <summary>The objects of a scenario's namespaces, workloads and gateways.</summary>
internal static class WorkloadObjects
{
    public static IEnumerable<JsonObject> Of(NamespaceScenario space)
    {
        yield return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = space.Name, ["labels"] = Map(space.Labels) },
        };
        if (space.PodQuota is { } pods)
        {
            yield return new()
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ResourceQuota",
                ["metadata"] = Metadata(space.Name, "pods"),
                ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["pods"] = pods.ToString(System.Globalization.CultureInfo.InvariantCulture) } },
            };
        }

        foreach (var workload in space.Workloads)
            foreach (var item in Of(space.Name, workload)) yield return item;
    }

    /// <summary>A gateway of the vendor's samples whose pods ask for this revision.</summary>
    public static IEnumerable<JsonObject> Of(GatewayScenario gateway, string revision)
    {
        var objects = Manifests.Objects("gateway", ("NAME", gateway.Name), ("NAMESPACE", gateway.Namespace),
            ("REPLICAS", gateway.Replicas.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var item in objects)
        {
            if ((string?)item["kind"] == "Deployment") item["spec"]!["template"]!["metadata"]!["labels"]!["istio.io/rev"] = revision;
            yield return item;
        }
    }

    public static JsonObject Of(AuthorizationPolicyScenario policy) => new()
    {
        ["apiVersion"] = "security.istio.io/v1beta1",
        ["kind"] = "AuthorizationPolicy",
        ["metadata"] = Metadata(policy.Namespace, policy.Name),
        ["spec"] = new JsonObject
        {
            ["action"] = "ALLOW",
            ["rules"] = new JsonArray(new JsonObject
            {
                ["from"] = new JsonArray(new JsonObject
                {
                    ["source"] = new JsonObject { ["principals"] = new JsonArray([.. policy.Principals.Select(p => JsonValue.Create(p))]) },
                }),
            }),
        },
    };

    private static IEnumerable<JsonObject> Of(string space, WorkloadScenario workload)
    {
        var template = Template(workload);
        yield return new() { ["apiVersion"] = "v1", ["kind"] = "ServiceAccount", ["metadata"] = Metadata(space, workload.Name) };
        if (workload.Kind is WorkloadKind.Deployment or WorkloadKind.StatefulSet)
            yield return Service(space, workload);
        yield return workload.Kind switch
        {
            WorkloadKind.Deployment => Workload("apps/v1", "Deployment", space, workload, new() { ["replicas"] = workload.Replicas, ["template"] = template }),
            WorkloadKind.StatefulSet => Workload("apps/v1", "StatefulSet", space, workload,
                new() { ["replicas"] = workload.Replicas, ["serviceName"] = workload.Name, ["updateStrategy"] = RollingUpdate(), ["template"] = template }),
            WorkloadKind.DaemonSet => Workload("apps/v1", "DaemonSet", space, workload,
                new() { ["updateStrategy"] = RollingUpdate(), ["template"] = template }),
            WorkloadKind.Job => Job(space, workload, template),
            WorkloadKind.Pod => Pod(space, workload, template),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static JsonObject RollingUpdate() => new() { ["type"] = "RollingUpdate" };

    private static JsonObject Template(WorkloadScenario workload)
    {
        var labels = Map(workload.PodLabels);
        labels["app"] = workload.Name;
        if (!workload.Sidecar) labels["sidecar.istio.io/inject"] = "false";
        return new()
        {
            ["metadata"] = new JsonObject { ["labels"] = labels },
            ["spec"] = new JsonObject
            {
                ["serviceAccountName"] = workload.Name,
                ["containers"] = new JsonArray(new JsonObject
                {
                    ["name"] = "app",
                    ["image"] = $"registry.example/{workload.Name}:1.0",
                    ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = 8080 }),
                }),
            },
        };
    }

    private static JsonObject Workload(string version, string kind, string space, WorkloadScenario workload, JsonObject spec)
    {
        spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = workload.Name } };
        var metadata = Metadata(space, workload.Name);
        metadata["labels"] = new JsonObject { ["app"] = workload.Name };
        return new() { ["apiVersion"] = version, ["kind"] = kind, ["metadata"] = metadata, ["spec"] = spec };
    }

    private static JsonObject Job(string space, WorkloadScenario workload, JsonObject template)
    {
        template["spec"]!["restartPolicy"] = "Never";
        return new()
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = Metadata(space, workload.Name),
            ["spec"] = new JsonObject { ["parallelism"] = Math.Max(1, workload.Replicas), ["completions"] = Math.Max(1, workload.Replicas), ["template"] = template },
        };
    }

    private static JsonObject Pod(string space, WorkloadScenario workload, JsonObject template)
    {
        var metadata = Metadata(space, workload.Name);
        metadata["labels"] = template["metadata"]!["labels"]!.DeepClone();
        return new() { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = metadata, ["spec"] = template["spec"]!.DeepClone() };
    }

    private static JsonObject Service(string space, WorkloadScenario workload) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Service",
        ["metadata"] = Metadata(space, workload.Name),
        ["spec"] = new JsonObject
        {
            ["selector"] = new JsonObject { ["app"] = workload.Name },
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["port"] = 80, ["targetPort"] = 8080, ["protocol"] = "TCP" }),
        },
    };

    private static JsonObject Metadata(string space, string name) => new() { ["name"] = name, ["namespace"] = space };

    private static JsonObject Map(IReadOnlyDictionary<string, string> map) =>
        new(map.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value)));
}
