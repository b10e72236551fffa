using System.Globalization;
using MeshSim.Scenario;

namespace MeshSim.Running;

/// <summary>Reads <c>api.NAME=VALUE</c> as <c>meshsim fault</c> takes it.</summary>
internal static class ApiFaultWords
{
    /// <summary>The plan with one thing changed, or null where the words mean nothing.</summary>
    public static ApiFaults? Apply(ApiFaults plan, string name, string value) => name switch
    {
        "errors" when Share(value) is { } share => plan with { Errors = share },
        "throttling" when Share(value) is { } share => plan with { Throttling = share },
        "unavailable" when Share(value) is { } share => plan with { Unavailable = share },
        "resets" when Share(value) is { } share => plan with { Resets = share },
        "lost" when Share(value) is { } share => plan with { Lost = share },
        "timeouts" when Share(value) is { } share => plan with { Timeouts = share },
        "slow" when Share(value) is { } share => plan with { Slow = share },
        "delay" when YamlFields.ParseDuration(value) is { } delay => plan with { Delay = delay },
        "retryAfter" when Count(value) is { } seconds => plan with { RetryAfter = seconds },
        "after" when Count(value) is { } count => plan with { Calls = plan.Calls with { After = count } },
        "calls" when Count(value) is { } count => plan with { Calls = plan.Calls with { Count = count } },
        "verbs" => plan with { Calls = plan.Calls with { Verbs = List(value) } },
        "resources" => plan with { Calls = plan.Calls with { Resources = List(value) } },
        "clusters" => plan with { Calls = plan.Calls with { Clusters = List(value) } },
        _ => null,
    };

    private static double? Share(string text) => YamlFields.ParseRate(text);

    private static int? Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static string[] List(string text) => text.Split('+', StringSplitOptions.RemoveEmptyEntries);
}
