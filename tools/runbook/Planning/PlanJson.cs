using System.Text.Json.Nodes;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Planning;

namespace MeshRunbook.Cli.Planning;

/// <summary>A plan for programs.</summary>
internal static class PlanJson
{
    /// <param name="digest">Of the saved plan; null where it is not saved.</param>
    public static JsonObject Of(SavedPlan plan, string? digest)
    {
        var all = JsonNode.Parse(SavedPlanFormat.WriteForPrograms(plan))!.AsObject();
        var json = new JsonObject
        {
            ["runbook"] = plan.Runbook.Name,
            ["version"] = plan.Runbook.Version,
            ["digest"] = plan.Runbook.Digest,
            ["summary"] = Of(PlanSummary.Of(plan.Steps)),
        };
        if (digest is not null) json["savedPlan"] = digest;
        foreach (var name in (string[])["madeAt", "madeBy", "madeWith", "stateFolder", "lock", "parameters", "tools", "clusters", "steps"])
            if (all[name] is { } node) json[name] = node.DeepClone();
        return json;
    }

    private static JsonObject Of(PlanSummary summary) => new()
    {
        ["commands"] = summary.Commands,
        ["checks"] = summary.Checks,
        ["gates"] = summary.Gates,
        ["checkpoints"] = summary.Checkpoints,
        ["destructive"] = Addresses(summary.Destructive),
        ["leftOut"] = Addresses(summary.LeftOut),
        ["waitsFor"] = new JsonObject(summary.Unknown.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Steps))),
        ["probes"] = new JsonObject
        {
            ["holds"] = summary.Probes(Verdict.Holds), ["doesNotHold"] = summary.Probes(Verdict.DoesNotHold), ["cannotTell"] = summary.Probes(Verdict.CannotTell),
        },
    };

    private static JsonArray Addresses(IEnumerable<PlannedStep> steps) => new([.. steps.Select(step => (JsonNode)step.Address.Text)]);
}
