using System.Text.Json.Nodes;

namespace MeshRunbook.Mesh.Tests.Fakes;

/// <summary>Makes objects in the form in which an API server returns them.</summary>
internal static class Api
{
    public static JsonObject Named(string? @namespace, string name, params (string Key, string Value)[] labels)
    {
        var metadata = new JsonObject { ["name"] = name, ["uid"] = $"uid-{@namespace}-{name}", ["generation"] = 1 };
        if (@namespace is not null) metadata["namespace"] = @namespace;
        if (labels.Length > 0)
            metadata["labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        return new() { ["metadata"] = metadata };
    }

    /// <summary>A running, ready pod of a Deployment; with the proxy of a revision unless that is null.</summary>
    public static JsonObject Pod(string @namespace, string deployment, string suffix = "x1", string? revision = "asm-1", string hash = "abc")
    {
        var pod = Named(@namespace, $"{deployment}-{hash}-{suffix}", ("app", deployment), ("pod-template-hash", hash));
        pod["metadata"]!["ownerReferences"] = new JsonArray(Owner("ReplicaSet", @namespace, $"{deployment}-{hash}"));
        pod["spec"] = new JsonObject { ["containers"] = new JsonArray(Container("app")) };
        pod["status"] = JsonNode.Parse("""{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}""");
        return revision is null ? pod : pod.Injected(revision);
    }

    public static JsonObject Injected(this JsonObject pod, string revision)
    {
        (pod["spec"]!["containers"] as JsonArray)!.Add(Container("istio-proxy"));
        var status = revision == "default" ? """{"version":"1","containers":["istio-proxy"]}"""
            : $$"""{"containers":["istio-proxy"],"revision":"{{revision}}"}""";
        return pod.Annotated("sidecar.istio.io/status", status);
    }

    public static JsonObject Annotated(this JsonObject one, string key, string value)
    {
        one["metadata"]!["annotations"] ??= new JsonObject();
        one["metadata"]!["annotations"]![key] = value;
        return one;
    }

    public static JsonObject Labelled(this JsonObject one, string key, string value)
    {
        one["metadata"]!["labels"] ??= new JsonObject();
        one["metadata"]!["labels"]![key] = value;
        return one;
    }

    public static JsonObject Terminating(this JsonObject one) => one.Set("metadata.deletionTimestamp", "2026-01-01T00:00:00Z");

    public static JsonObject OwnedBy(this JsonObject one, string kind, string name)
    {
        one["metadata"]!["ownerReferences"] = new JsonArray(Owner(kind, (string?)one["metadata"]!["namespace"] ?? "", name));
        return one;
    }

    /// <summary>Sets a field by its dotted path; the value is JSON or, where it is none, text.</summary>
    public static JsonObject Set(this JsonObject one, string path, JsonNode? value)
    {
        var parts = path.Split('.');
        JsonNode node = one;
        foreach (var part in parts[..^1]) node = node[part] ??= new JsonObject();
        node[parts[^1]] = value;
        return one;
    }

    public static JsonObject Deployment(string @namespace, string name, int replicas = 2)
    {
        var deployment = Named(@namespace, name).Annotated("deployment.kubernetes.io/revision", "2");
        deployment["spec"] = new JsonObject { ["replicas"] = replicas, ["strategy"] = new JsonObject { ["type"] = "RollingUpdate" } };
        deployment["status"] = JsonNode.Parse(
            $$"""{"observedGeneration":1,"replicas":{{replicas}},"updatedReplicas":{{replicas}},"readyReplicas":{{replicas}},"availableReplicas":{{replicas}}}""");
        return deployment;
    }

    public static JsonObject ReplicaSet(string @namespace, string deployment, string hash, string revision) =>
        Named(@namespace, $"{deployment}-{hash}").OwnedBy("Deployment", deployment)
            .Annotated("deployment.kubernetes.io/revision", revision);

    public static JsonObject StatefulSet(string @namespace, string name, int replicas = 2)
    {
        var set = Named(@namespace, name);
        set["spec"] = new JsonObject { ["replicas"] = replicas, ["updateStrategy"] = new JsonObject { ["type"] = "RollingUpdate" } };
        set["status"] = JsonNode.Parse(
            $$"""{"observedGeneration":1,"replicas":{{replicas}},"updatedReplicas":{{replicas}},"readyReplicas":{{replicas}}}""");
        return set;
    }

    public static JsonObject DaemonSet(string @namespace, string name, int nodes = 2)
    {
        var set = Named(@namespace, name);
        set["spec"] = new JsonObject { ["updateStrategy"] = new JsonObject { ["type"] = "RollingUpdate" } };
        set["status"] = JsonNode.Parse(
            $$"""{"observedGeneration":1,"desiredNumberScheduled":{{nodes}},"currentNumberScheduled":{{nodes}},"updatedNumberScheduled":{{nodes}},"numberAvailable":{{nodes}}}""");
        return set;
    }

    /// <summary>Ready endpoints of a service, a pod each.</summary>
    public static JsonObject Slice(string @namespace, string service, params string[] pods)
    {
        var slice = Named(@namespace, service + "-slice", ("kubernetes.io/service-name", service));
        slice["endpoints"] = new JsonArray([.. pods.Select((pod, index) => JsonNode.Parse(
            $$$"""{"addresses":["10.0.0.{{{index}}}"],"conditions":{"ready":true},"targetRef":{"kind":"Pod","name":"{{{pod}}}"}}"""))]);
        return slice;
    }

    private static JsonObject Container(string name) => new() { ["name"] = name };

    private static JsonObject Owner(string kind, string @namespace, string name) =>
        new() { ["kind"] = kind, ["name"] = name, ["uid"] = $"uid-{@namespace}-{name}", ["controller"] = true };
}
