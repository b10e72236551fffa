using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Defaults of the types that own pods.</summary>
internal static class WorkloadDefaults
{
    private const string Quarter = "25%";
    private const int History = 10;

    public static void FillDeployment(JsonObject value)
    {
        PodDefaults.FillTemplate(value);
        value.Default(1, "spec", "replicas");
        value.Default("RollingUpdate", "spec", "strategy", "type");
        if (value.Text("spec", "strategy", "type") == "RollingUpdate")
        {
            value.Default(Quarter, "spec", "strategy", "rollingUpdate", "maxUnavailable");
            value.Default(Quarter, "spec", "strategy", "rollingUpdate", "maxSurge");
        }

        value.Default(History, "spec", "revisionHistoryLimit");
        value.Default(600, "spec", "progressDeadlineSeconds");
    }

    public static void FillReplicaSet(JsonObject value)
    {
        PodDefaults.FillTemplate(value);
        value.Default(1, "spec", "replicas");
        value.Default(0, "status", "replicas");
    }

    public static void FillStatefulSet(JsonObject value)
    {
        PodDefaults.FillTemplate(value);
        value.Default(1, "spec", "replicas");
        value.Default("OrderedReady", "spec", "podManagementPolicy");
        value.Default("RollingUpdate", "spec", "updateStrategy", "type");
        if (value.Text("spec", "updateStrategy", "type") == "RollingUpdate") value.Default(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        value.Default(History, "spec", "revisionHistoryLimit");
        value.Default(0, "status", "replicas");
        value.Default(0, "status", "availableReplicas");
    }

    public static void FillDaemonSet(JsonObject value)
    {
        PodDefaults.FillTemplate(value);
        value.Default("RollingUpdate", "spec", "updateStrategy", "type");
        if (value.Text("spec", "updateStrategy", "type") == "RollingUpdate")
        {
            value.Default(1, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
            value.Default(0, "spec", "updateStrategy", "rollingUpdate", "maxSurge");
        }

        value.Default(History, "spec", "revisionHistoryLimit");
        foreach (var count in (ReadOnlySpan<string>)["currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled", "numberReady"])
        {
            value.Default(0, "status", count);
        }
    }

    /// <summary>A job selects its pods by its own uid, which it also puts on them.</summary>
    public static void FillJob(JsonObject value)
    {
        PodDefaults.FillTemplate(value);
        value.Default(6, "spec", "backoffLimit");
        value.Default(1, "spec", "completions");
        value.Default(1, "spec", "parallelism");
        value.Default("NonIndexed", "spec", "completionMode");
        value.Default(false, "spec", "suspend");
        if (value.Flag("spec", "manualSelector") || value.At("spec", "selector") is not null) return;
        value.Put(value.Uid(), "spec", "selector", "matchLabels", "batch.kubernetes.io/controller-uid");
        foreach (var prefix in (ReadOnlySpan<string>)["batch.kubernetes.io/", ""])
        {
            value.Put(value.Uid(), "spec", "template", "metadata", "labels", $"{prefix}controller-uid");
            value.Put(value.Name(), "spec", "template", "metadata", "labels", $"{prefix}job-name");
        }
    }

    public static void FillCronJob(JsonObject value)
    {
        value.Default("Allow", "spec", "concurrencyPolicy");
        value.Default(false, "spec", "suspend");
        value.Default(3, "spec", "successfulJobsHistoryLimit");
        value.Default(1, "spec", "failedJobsHistoryLimit");
    }
}
