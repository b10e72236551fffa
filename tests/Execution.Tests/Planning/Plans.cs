using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Planning;
using MeshRunbook.Execution.Previewing;
using MeshRunbook.Execution.Tests.Support;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Planning;

/// <summary>Saved plans of runbooks on a stage.</summary>
internal static class Plans
{
    public static SavedPlan Of(Stage stage) => new()
    {
        MadeAt = DateTimeOffset.UnixEpoch,
        MadeBy = "ann@host",
        MadeWith = "1.0",
        Runbook = new("test", "1.0.0", "Test", "/test.yaml", stage.Plan.Digest),
        StateFolder = "/state",
        WorkingFolder = "/",
        Lock = "mesh/x",
        Parameters = stage.Parameters,
        DigestKey = Convert.ToBase64String(new byte[32]),
        Tools = [new("kubectl", "1.30.2"), new("jq", null)],
        Clusters = [new(null, "east", "https://10.0.0.1", "uid-1", null)],
        Steps = [.. PlanPreview.Of(stage.Plan, stage.Parameters, "ann@host").Select(step => PlannedStep.Of(step, step.Probe is null ? null : Answer.DoesNotHold("not yet")))],
        Texts = [new("test.yaml", "text", "digest")],
    };

    /// <summary>The plan with one of its steps changed.</summary>
    public static SavedPlan With(this SavedPlan plan, string address, Func<PlannedStep, PlannedStep> change) =>
        plan with { Steps = [.. plan.Steps.Select(step => step.Address.Text == address ? change(step) : step)] };

    /// <summary>Pins a plan with the stage's run, and has the run started by it.</summary>
    public static void Pin(this Stage stage, SavedPlan plan)
    {
        var text = SavedPlanFormat.Write(plan);
        stage.SavedPlan = SavedPlanFormat.Read(text).Digest;
        stage.Run.Texts = [new(SavedPlan.TextName, System.Text.Encoding.UTF8.GetString(text), "")];
    }

    public static MapValue Values(params (string Name, Value Value)[] values) => new([.. values.Select(one => KeyValuePair.Create(one.Name, one.Value))]);
}
