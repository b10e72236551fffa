using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Fills in what a client left out, as the API server's defaulting does.</summary>
internal static class Defaults
{
    public static void Fill(ResourceType type, JsonObject value)
    {
        switch (type.Resource)
        {
            case "namespaces": FillNamespace(value); break;
            case "pods": PodDefaults.FillPod(value); break;
            case "services": ServiceDefaults.Fill(value); break;
            case "secrets": FillSecret(value); break;
            case "deployments.apps": WorkloadDefaults.FillDeployment(value); break;
            case "replicasets.apps": WorkloadDefaults.FillReplicaSet(value); break;
            case "statefulsets.apps": WorkloadDefaults.FillStatefulSet(value); break;
            case "daemonsets.apps": WorkloadDefaults.FillDaemonSet(value); break;
            case "jobs.batch": WorkloadDefaults.FillJob(value); break;
            case "cronjobs.batch": WorkloadDefaults.FillCronJob(value); break;
            case "horizontalpodautoscalers.autoscaling": FillAutoscaler(value); break;
            case "mutatingwebhookconfigurations.admissionregistration.k8s.io": WebhookDefaults.Fill(value, isMutating: true); break;
            case "validatingwebhookconfigurations.admissionregistration.k8s.io": WebhookDefaults.Fill(value, isMutating: false); break;
            case "rolebindings.rbac.authorization.k8s.io": FillBinding(value); break;
            case "clusterrolebindings.rbac.authorization.k8s.io": FillBinding(value); break;
            case "customresourcedefinitions.apiextensions.k8s.io": DefinitionDefaults.Fill(value); break;
        }
    }

    /// <summary>Sets a field that is missing.</summary>
    public static void Default(this JsonObject value, JsonNode item, params ReadOnlySpan<string> path)
    {
        if (value.At(path) is null) value.Put(item, path);
    }

    private static void FillNamespace(JsonObject value)
    {
        if (!value.IsBeingDeleted()) value.Default(new JsonArray("kubernetes"), "spec", "finalizers");
        value.Default("Active", "status", "phase");
        value.Put(value.Name(), "metadata", "labels", "kubernetes.io/metadata.name");
    }

    /// <summary>Text given in <c>stringData</c> goes into <c>data</c>, encoded.</summary>
    private static void FillSecret(JsonObject value)
    {
        value.Default("Opaque", "type");
        foreach (var (key, text) in value.Map("stringData")) value.Put(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)), "data", key);
        value.Remove("stringData");
    }

    private static void FillAutoscaler(JsonObject value)
    {
        const int usualShare = 80;
        value.Default(1, "spec", "minReplicas");
        if (!value.Objects("spec", "metrics").Any()) value.Put(new JsonArray(AutoscalerVersions.CpuMetric(usualShare)), "spec", "metrics");
    }

    private static void FillBinding(JsonObject value)
    {
        const string group = "rbac.authorization.k8s.io";
        value.Default(group, "roleRef", "apiGroup");
        foreach (var subject in value.Objects("subjects"))
        {
            if (subject.Kind() is "User" or "Group") subject.Default(group, "apiGroup");
        }
    }
}
