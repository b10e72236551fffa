using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Defaults of pods and pod templates.</summary>
internal static class PodDefaults
{
    public static void FillPod(JsonObject pod)
    {
        if (pod["spec"] is not JsonObject spec) return;
        FillSpec(spec);
        spec.Default("default", "serviceAccountName");
        spec.Default(spec.Text("serviceAccountName")!, "serviceAccount");
        spec.Default(true, "enableServiceLinks");
        spec.Default(0, "priority");
        spec.Default("PreemptLowerPriority", "preemptionPolicy");
        pod.Default("Pending", "status", "phase");
        pod.Default(QualityClass(spec), "status", "qosClass");
    }

    /// <summary>Fills in the template at <c>spec.template</c>.</summary>
    public static void FillTemplate(JsonObject owner)
    {
        if (owner.At("spec", "template", "spec") is JsonObject spec) FillSpec(spec);
    }

    private static void FillSpec(JsonObject spec)
    {
        spec.Default("Always", "restartPolicy");
        spec.Default(30, "terminationGracePeriodSeconds");
        spec.Default("ClusterFirst", "dnsPolicy");
        spec.Default("default-scheduler", "schedulerName");
        spec.Default(new JsonObject(), "securityContext");
        if (spec.Text("serviceAccountName") is { } account) spec.Default(account, "serviceAccount");
        foreach (var container in spec.Objects("containers").Concat(spec.Objects("initContainers"))) FillContainer(container);
        foreach (var volume in spec.Objects("volumes")) FillVolume(volume);
    }

    private static void FillContainer(JsonObject container)
    {
        const string file = "/dev/termination-log";
        var image = container.Text("image") ?? "";
        var tag = image[(image.LastIndexOf('/') + 1)..];
        var isLatest = !tag.Contains(':', StringComparison.Ordinal) || tag.EndsWith(":latest", StringComparison.Ordinal);
        container.Default(isLatest && !tag.Contains('@', StringComparison.Ordinal) ? "Always" : "IfNotPresent", "imagePullPolicy");
        container.Default(new JsonObject(), "resources");
        container.Default(file, "terminationMessagePath");
        container.Default("File", "terminationMessagePolicy");
        foreach (var port in container.Objects("ports")) port.Default("TCP", "protocol");
        foreach (var reference in container.Objects("env").Select(entry => entry.At("valueFrom", "fieldRef")).OfType<JsonObject>()) reference.Default("v1", "apiVersion");
        foreach (var name in (ReadOnlySpan<string>)["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container[name] is JsonObject probe) FillProbe(probe);
        }
    }

    private static void FillProbe(JsonObject probe)
    {
        probe.Default(1, "timeoutSeconds");
        probe.Default(10, "periodSeconds");
        probe.Default(1, "successThreshold");
        probe.Default(3, "failureThreshold");
        if (probe["httpGet"] is JsonObject get) get.Default("HTTP", "scheme");
    }

    private static void FillVolume(JsonObject volume)
    {
        const int readable = 420;
        foreach (var kind in (ReadOnlySpan<string>)["configMap", "secret", "downwardAPI", "projected"])
        {
            if (volume[kind] is JsonObject source) source.Default(readable, "defaultMode");
        }
    }

    private static string QualityClass(JsonObject spec)
    {
        var all = spec.Objects("containers").ToList();
        if (all.All(container => container.Map("resources", "requests").IsEmpty && container.Map("resources", "limits").IsEmpty)) return "BestEffort";
        var isGuaranteed = all.All(container => container.Map("resources", "limits") is { Count: >= 2 } limits
            && container.Map("resources", "requests").All(request => limits.GetValueOrDefault(request.Key) == request.Value));
        return isGuaranteed ? "Guaranteed" : "Burstable";
    }
}
