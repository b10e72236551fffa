using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Counts how many pods each PodDisruptionBudget can spare.</summary>
public sealed class DisruptionBudgetController(ObjectStore store) : Controller(store)
{
    private static readonly ResourceType Type = BuiltInTypes.PodDisruptionBudgets;

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change)
    {
        if (change.Type.Equals(Type)) return [change.New.Key()];
        if (!change.Type.Equals(BuiltInTypes.Pods)) return [];
        return Store.List(Type, change.New.Namespace()).Items
            .Where(budget => Selector(budget).Matches(change.New)).Select(budget => budget.Key());
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Store.Get(Type, key) is not { } budget) return;
        var pods = Store.List(BuiltInTypes.Pods, key.Namespace, Selector(budget)).Items.Where(PodTemplates.IsActive).ToArray();
        var healthy = pods.Count(PodTemplates.IsReady);
        var wanted = budget.At("spec", "minAvailable") is { } least
            ? RolloutLimits.Resolve(least, pods.Length, up: true)
            : pods.Length - RolloutLimits.Resolve(budget.At("spec", "maxUnavailable") ?? 1, pods.Length, up: true);
        var allowed = Math.Max(0, healthy - wanted);
        SetStatus(Type, budget, new JsonObject
        {
            ["currentHealthy"] = healthy,
            ["desiredHealthy"] = Math.Max(0, wanted),
            ["disruptionsAllowed"] = allowed,
            ["expectedPods"] = pods.Length,
            ["observedGeneration"] = budget.Generation(),
            ["conditions"] = new JsonArray(Conditions.Make(budget, "DisruptionAllowed", allowed > 0,
                allowed > 0 ? "SufficientPods" : "InsufficientPods", "", Now)),
        });
    }

    private static LabelSelector Selector(JsonObject budget) => LabelSelector.FromObject(budget.At("spec", "selector") as JsonObject);
}
