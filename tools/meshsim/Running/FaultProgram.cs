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
          api.errors=SHARE  api.throttling=SHARE   API calls that end with 500, or with 429 (api.retryAfter=SECONDS)
          api.unavailable=SHARE                    API calls that end with 503
          api.resets=SHARE  api.lost=SHARE         connections reset: before the call, or after the change that it made
          api.timeouts=SHARE                       API calls without an answer until the client gives up
          api.slow=SHARE  api.delay=DURATION       API calls that are answered late
          api.after=N  api.calls=N                 which of the calls from now on: after the first N, and then for N
          api.verbs=V+V  api.resources=R+R         only these: get, list, patch … or read, write; plurals
          api.clusters=NAME+NAME                   only in these
          api=none                                 the API is well again
          credentials=expired                      what was handed out is refused, until gcloud … get-credentials
          tools.gcloud=SHARE  tools.istioctl=SHARE calls of these tools that fail
          oldRoot=kept|dropped                     what proxies of a control plane without a CA trust
          asmcli=STAGE[:TIMES]                     where the next asmcli install fails: validation, certificates, half-way,
                                                   hang, rollout, output; asmcli=none
          pods=slow|crash|never-ready|mute|expired[:CLUSTER/NAMESPACE/WORKLOAD[@REVISION]]
                                                   an empty part matches all; pods=none

        """;

    private static readonly FaultJson Format = new(new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { Words<OldRootBehaviour>(), Words<AsmcliStage>(), Words<PodBehaviour>() },
    });

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

        if (call.Arguments.Contains("credentials=expired")) mesh.Credentials.Expire();
        if (call.Arguments.Count > 0) mesh.Faults = plan;
        await call.OutAsync(JsonSerializer.Serialize(plan, Format.FaultPlan) + "\n", stop);
        return 0;
    }

    private static JsonStringEnumConverter<T> Words<T>() where T : struct, Enum => new(JsonNamingPolicy.KebabCaseLower);

    private static FaultPlan? Apply(FaultPlan plan, string change) => change.Split('=', 2) switch
    {
        ["none"] => FaultPlan.None,
        ["api", "none"] => plan with { Api = ApiFaults.None },
        [['a', 'p', 'i', '.', .. var name], var value] => ApiFaultWords.Apply(plan.Api, name, value) is { Share: <= 1 } api ? plan with { Api = api } : null,
        ["credentials", "expired"] => plan,
        ["tools.gcloud", var rate] when YamlFields.ParseRate(rate) is { } share => plan with { Tools = plan.Tools with { Gcloud = share } },
        ["tools.istioctl", var rate] when YamlFields.ParseRate(rate) is { } share => plan with { Tools = plan.Tools with { Istioctl = share } },
        ["oldRoot", "kept"] => plan with { OldRoot = OldRootBehaviour.Kept },
        ["oldRoot", "dropped"] => plan with { OldRoot = OldRootBehaviour.Dropped },
        ["asmcli", "none"] => plan with { AsmcliFailures = 0 },
        ["asmcli", var text] when Asmcli(text) is var (stage, times) => plan with { AsmcliFailures = times, AsmcliFailsAt = stage },
        ["pods", "none"] => plan with { Pods = [] },
        ["pods", var text] when PodFault(text) is { } fault => plan with { Pods = [.. plan.Pods, fault] },
        _ => null,
    };

    private static (AsmcliStage Stage, int Times)? Asmcli(string text) => text.Split(':') switch
    {
        [var name] when Choose(FaultReader.AsmcliStages, name) is { } stage => (stage, 1),
        [var name, var times] when Choose(FaultReader.AsmcliStages, name) is { } stage && int.TryParse(times, CultureInfo.InvariantCulture, out var count) => (stage, count),
        _ => null,
    };

    private static T? Choose<T>((string Name, T Value)[] choices, string name) where T : struct =>
        choices.Where(choice => choice.Name == name).Select(choice => (T?)choice.Value).FirstOrDefault();

    private static PodFault? PodFault(string text)
    {
        if (text.Split(':', 2) is not [var behaviour, .. var rest] || Choose(FaultReader.PodBehaviours, behaviour) is not { } kind) return null;
        var (place, revision) = (rest is [var where] ? where : "").Split('@', 2) switch { [var p, var r] => (p, r), [var p] => (p, ""), _ => ("", "") };
        return place.Split('/') switch
        {
            [""] => new("", "", "", revision, kind),
            [var cluster, var space, var workload] => new(cluster, space, workload, revision, kind),
            _ => null,
        };
    }
}

[JsonSerializable(typeof(FaultPlan))]
internal sealed partial class FaultJson : JsonSerializerContext;
