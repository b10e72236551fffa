namespace MeshSim.Scenario;

/// <summary>Reads a scenario's <c>faults</c>.</summary>
internal static class FaultReader
{
    public static readonly (string, AsmcliStage)[] AsmcliStages =
    [
        ("validation", AsmcliStage.Validation), ("certificates", AsmcliStage.Certificates), ("half-way", AsmcliStage.HalfWay),
        ("hang", AsmcliStage.Hang), ("rollout", AsmcliStage.Rollout), ("output", AsmcliStage.Output),
    ];

    public static readonly (string, PodBehaviour)[] PodBehaviours =
        [("slow", PodBehaviour.Slow), ("crash", PodBehaviour.Crash), ("never-ready", PodBehaviour.NeverReady), ("mute", PodBehaviour.Mute),
            ("expired", PodBehaviour.Expired)];

    public static FaultPlan Read(YamlFields? fields)
    {
        if (fields is null) return FaultPlan.None;
        var asmcli = fields.Child("asmcli");
        var tools = fields.Child("tools");
        var plan = new FaultPlan(
            ReadApi(fields.Child("api")),
            fields.Choice("oldRoot", OldRootBehaviour.Kept, ("kept", OldRootBehaviour.Kept), ("dropped", OldRootBehaviour.Dropped)),
            asmcli?.Whole("failures", 1) ?? 0,
            asmcli?.Choice("at", AsmcliStage.HalfWay, AsmcliStages) ?? AsmcliStage.HalfWay,
            [.. fields.Children("pods").Select(ReadPod)],
            new(tools?.Rate("gcloud") ?? 0, tools?.Rate("istioctl") ?? 0));
        asmcli?.Close();
        tools?.Close();
        fields.Close();
        return plan;
    }

    private static ApiFaults ReadApi(YamlFields? fields)
    {
        if (fields is null) return ApiFaults.None;
        var none = ApiFaults.None;
        var api = new ApiFaults(
            fields.Rate("errors"), fields.Rate("throttling"), fields.Rate("unavailable"), fields.Rate("resets"), fields.Rate("lost"), fields.Rate("timeouts"),
            fields.Rate("slow"), fields.Duration("delay", none.Delay), fields.Whole("retryAfter", none.RetryAfter),
            new(fields.Whole("after", 0), fields.Whole("calls", 0), fields.Texts("verbs"), fields.Texts("resources"), fields.Texts("clusters")));
        if (api.Share > 1) fields.Report("the shares of one call's troubles come to more than 1");
        fields.Close();
        return api;
    }

    private static PodFault ReadPod(YamlFields fields)
    {
        var fault = new PodFault(
            fields.Text("cluster", ""),
            fields.Text("namespace", ""),
            fields.Text("workload", ""),
            fields.Text("revision", ""),
            fields.Choice("behaviour", PodBehaviour.Slow, PodBehaviours));
        if (!fields.Has("behaviour")) fields.Report("`behaviour` is missing: slow, crash, never-ready, mute or expired");
        fields.Close();
        return fault;
    }
}
