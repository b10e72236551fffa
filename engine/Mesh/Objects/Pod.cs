using System.Text.Json;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Objects;

/// <summary>A pod, as far as conditions look at it.</summary>
internal sealed record Pod
{
    private const string StatusAnnotation = "sidecar.istio.io/status";
    private const string InjectKey = "sidecar.istio.io/inject";
    private const string ProxyContainer = "istio-proxy";

    public required Meta Meta { get; init; }

    /// <summary>Pending, Running, Succeeded, Failed or Unknown.</summary>
    public required string Phase { get; init; }

    public required bool IsReady { get; init; }

    public required bool UsesHostNetwork { get; init; }

    /// <summary>Whether a container of the pod is a proxy of the mesh.</summary>
    public required bool HasProxy { get; init; }

    /// <summary>The revision whose proxy the pod has: what the injector wrote down, never a label, where it was injected.
    /// <c>default</c> is the name of the revision without a name. Null without a proxy.</summary>
    public required string? Revision { get; init; }

    /// <summary>Whether somebody asked for the pod to stay without a sidecar.</summary>
    public bool OptedOut =>
        UsesHostNetwork || Meta.Labels.GetValueOrDefault(InjectKey) == "false" || Meta.Annotations.GetValueOrDefault(InjectKey) == "false";

    /// <summary>Whether the pod has ended its work for good.</summary>
    public bool IsCompleted => Phase is "Succeeded" or "Failed";

    /// <summary>What the pod belongs to, by a name that outlives it, such as <c>deployment/api</c>; <c>pod/NAME</c> for a bare one.</summary>
    public WorkloadName Workload => WorkloadName.Of(Meta);

    public static Pod Read(JsonElement pod)
    {
        var meta = Meta.Read(pod);
        var spec = pod.At("spec");
        var hasProxy = spec.Items("containers").Concat(spec.Items("initContainers"))
            .Any(container => container.Text("name") == ProxyContainer);
        return new()
        {
            Meta = meta,
            Phase = pod.At("status").Text("phase") ?? "Unknown",
            IsReady = pod.At("status").Items("conditions").Any(condition =>
                condition.Text("type") == "Ready" && condition.Text("status") == "True"),
            UsesHostNetwork = spec.Flag("hostNetwork"),
            HasProxy = hasProxy,
            Revision = hasProxy ? RevisionOf(meta) : null,
        };
    }

    /// <summary>The injector names its revision in a JSON annotation; a gateway that was not injected has only a label.</summary>
    private static string RevisionOf(Meta meta)
    {
        const string unnamed = "default";
        if (!meta.Annotations.TryGetValue(StatusAnnotation, out var status))
            return meta.Labels.TryGetValue("istio.io/rev", out var label) && label.Length > 0 ? label : unnamed;
        try
        {
            using var document = JsonDocument.Parse(status);
            return document.RootElement.Text("revision") is { Length: > 0 } revision ? revision : unnamed;
        }
        catch (JsonException)
        {
            return "unreadable";
        }
    }

    public override string ToString() => Meta.ToString();
}
