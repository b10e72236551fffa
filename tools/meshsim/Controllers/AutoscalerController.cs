using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Keeps what a HorizontalPodAutoscaler targets within its minimum and maximum; simulated load never asks for more.</summary>
public sealed class AutoscalerController(ObjectStore store) : Controller(store)
{
    private static readonly ResourceType Type = BuiltInTypes.HorizontalPodAutoscalers;

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change)
    {
        if (change.Type.Equals(Type)) return [change.New.Key()];
        if (!change.Type.Equals(BuiltInTypes.Deployments)) return [];
        return Store.List(Type, change.New.Namespace()).Items
            .Where(scaler => scaler.Text("spec", "scaleTargetRef", "name") == change.New.Name()).Select(scaler => scaler.Key());
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Store.Get(Type, key) is not { } scaler) return;
        var target = new ObjectKey(key.Namespace, scaler.Text("spec", "scaleTargetRef", "name") ?? "");
        if (Store.Get(BuiltInTypes.Deployments, target) is not { } deployment) return;
        var replicas = deployment.Number("spec", "replicas") ?? 1;
        var least = scaler.Number("spec", "minReplicas") ?? 1;
        var wanted = replicas == 0 ? 0 : Math.Clamp(replicas, least, Math.Max(least, scaler.Number("spec", "maxReplicas") ?? least));
        if (wanted != replicas) Store.Update(BuiltInTypes.Deployments, target, draft => draft.Put(wanted, "spec", "replicas"));
        SetStatus(Type, scaler, new JsonObject
        {
            ["currentReplicas"] = deployment.Number("status", "replicas") ?? 0,
            ["desiredReplicas"] = wanted,
            ["conditions"] = new JsonArray(
                Conditions.Make(scaler, "AbleToScale", true, "ReadyForNewScale", "recommended size matches current size", Now),
                Conditions.Make(scaler, "ScalingActive", wanted > 0, wanted > 0 ? "ValidMetricFound" : "ScalingDisabled", "", Now)),
        });
    }
}
