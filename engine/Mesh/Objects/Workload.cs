using System.Text.Json;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Objects;

/// <summary>A Deployment, StatefulSet or DaemonSet, as far as its rollout is concerned.</summary>
internal sealed record Workload
{
    public required ResourceKind Kind { get; init; }

    public required Meta Meta { get; init; }

    /// <summary>How many pods there should be.</summary>
    public required int Desired { get; init; }

    /// <summary>How many pods there are, terminating ones not counted.</summary>
    public required int Current { get; init; }

    public required int Updated { get; init; }

    public required int Available { get; init; }

    public required bool IsObserved { get; init; }

    public required bool IsPaused { get; init; }

    /// <summary>RollingUpdate, Recreate or OnDelete.</summary>
    public required string Strategy { get; init; }

    /// <summary>Pods of a StatefulSet below this ordinal keep the old revision.</summary>
    public required int Partition { get; init; }

    /// <summary>Why pods cannot be made or do not become ready, in the API's words; null where nothing is known.</summary>
    public required string? Trouble { get; init; }

    public string Name => $"{Kind.Singular}/{Meta.Name}";

    public static Workload Read(ResourceKind kind, JsonElement workload)
    {
        var meta = Meta.Read(workload);
        var spec = workload.At("spec");
        var status = workload.At("status");
        var isDaemonSet = kind == ResourceKind.DaemonSet;
        var strategy = spec.At(kind == ResourceKind.Deployment ? "strategy" : "updateStrategy");
        var isStateful = kind == ResourceKind.StatefulSet;
        return new()
        {
            Kind = kind,
            Meta = meta,
            Desired = isDaemonSet ? status.Count("desiredNumberScheduled") : spec.Count("replicas", 1),
            Current = isDaemonSet ? status.Count("currentNumberScheduled") : status.Count("replicas"),
            Updated = status.Count(isDaemonSet ? "updatedNumberScheduled" : "updatedReplicas"),
            // StatefulSets count available pods only from Kubernetes 1.22 on; before, ready ones are all there is to go by.
            Available = isDaemonSet ? status.Count("numberAvailable")
                : isStateful ? Math.Max(status.Count("availableReplicas"), status.Count("readyReplicas"))
                : status.Count("availableReplicas"),
            IsObserved = (status.Integer("observedGeneration") ?? 0) >= meta.Generation,
            IsPaused = spec.Flag("paused"),
            Strategy = strategy.Text("type") ?? "RollingUpdate",
            Partition = isStateful ? strategy.At("rollingUpdate").Count("partition") : 0,
            Trouble = TroubleOf(status),
        };
    }

    private static string? TroubleOf(JsonElement status)
    {
        foreach (var condition in status.Items("conditions"))
        {
            var isTrouble = condition.Text("type") switch
            {
                "ReplicaFailure" => condition.Text("status") == "True",
                "Progressing" => condition.Text("status") == "False",
                _ => false,
            };
            if (isTrouble) return $"{condition.Text("reason")}: {condition.Text("message")}";
        }

        return null;
    }
}
