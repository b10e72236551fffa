using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MeshSim.Scenario;
using MeshSim.StandIns;

namespace MeshSim.Running;

/// <summary><c>meshsim fault</c>: changes what goes wrong while the mesh runs; without arguments it shows it.</summary>
internal sealed class FaultProgram(SimulatedMesh mesh)
{
    private const string Usage = """
        usage: meshsim fault --dir DIR [CHANGE...]
          none                                     nothing goes wrong any more
          api.errors=RATE  api.throttling=RATE     share of API calls, from 0 to 1
          oldRoot=kept|dropped                     what proxies of a control plane without a CA trust
          asmcli=validation|half-way|rollout       where the next asmcli install fails; asmcli=none
          pods=slow|crash|never-ready[:CLUSTER/NAMESPACE/WORKLOAD[@REVISION]]    an empty part matches all; pods=none

        """;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public async Task<int> RunAsync(Call call, CancellationToken stop)
    {
        var plan = mesh.Faults;
        foreach (var change in call.Arguments)
        {
            if (Apply(plan, change) is { } next)
            {
                plan = next;
                continue;
            }

            await call.ErrorAsync($"meshsim: `{change}` is no fault\n{Usage}", stop);
            return 2;
        }

        if (call.Arguments.Count > 0) mesh.Faults = plan;
        await call.OutAsync(JsonSerializer.Serialize(plan, Format) + "\n", stop);
        return 0;
    }

    private static FaultPlan? Apply(FaultPlan plan, string change) => change.Split('=', 2) switch
    {
        ["none"] => FaultPlan.None,
        ["api.errors", var rate] when Rate(rate) is { } share => plan with { ApiErrors = share },
        ["api.throttling", var rate] when Rate(rate) is { } share => plan with { ApiThrottling = share },
        ["oldRoot", "kept"] => plan with { OldRoot = OldRootBehaviour.Kept },
        ["oldRoot", "dropped"] => plan with { OldRoot = OldRootBehaviour.Dropped },
        ["asmcli", "none"] => plan with { AsmcliFailures = 0 },
        ["asmcli", var stage] when Choose(ScenarioReader.AsmcliStages, stage) is { } at => plan with { AsmcliFailures = 1, AsmcliFailsAt = at },
        ["pods", "none"] => plan with { Pods = [] },
        ["pods", var text] when PodFault(text) is { } fault => plan with { Pods = [.. plan.Pods, fault] },
        _ => null,
    };

    private static double? Rate(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is >= 0 and <= 1 ? rate : null;

    private static T? Choose<T>((string Name, T Value)[] choices, string name) where T : struct =>
        choices.Where(choice => choice.Name == name).Select(choice => (T?)choice.Value).FirstOrDefault();

    private static PodFault? PodFault(string text)
    {
        if (text.Split(':', 2) is not [var behaviour, .. var rest] || Choose(ScenarioReader.PodBehaviours, behaviour) is not { } kind) return null;
        var (place, revision) = (rest is [var where] ? where : "").Split('@', 2) switch { [var p, var r] => (p, r), [var p] => (p, ""), _ => ("", "") };
        return place.Split('/') switch
        {
            [""] => new("", "", "", revision, kind),
            [var cluster, var space, var workload] => new(cluster, space, workload, revision, kind),
            _ => null,
        };
    }
}
