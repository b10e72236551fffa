using MeshSim.Api;

namespace MeshSim.Scenario;

/// <summary>What goes wrong with API calls: a share from 0 to 1 for each kind of trouble, and the calls that they are drawn for.</summary>
/// <param name="Errors">Calls that end with 500.</param>
/// <param name="Throttling">Calls that end with 429 and Retry-After.</param>
/// <param name="Unavailable">Calls that end with 503.</param>
/// <param name="Resets">Calls whose connection is reset before they have any effect.</param>
/// <param name="Lost">Changes that are carried out, but whose connection is reset instead of an answer.</param>
/// <param name="Timeouts">Calls that get no answer until the client gives up.</param>
/// <param name="Slow">Calls that are answered after <paramref name="Delay"/>.</param>
/// <param name="RetryAfter">Seconds that a throttled client is told to wait.</param>
public sealed record ApiFaults(
    double Errors, double Throttling, double Unavailable, double Resets, double Lost, double Timeouts, double Slow, TimeSpan Delay, int RetryAfter, CallWindow Calls)
{
    public static ApiFaults None { get; } = new(0, 0, 0, 0, 0, 0, 0, TimeSpan.FromMilliseconds(500), 1, CallWindow.All);

    public double Share => Errors + Throttling + Unavailable + Resets + Lost + Timeouts + Slow;

    /// <summary>The fault that a number from 0 to 1 stands for, or null.</summary>
    public Fault? At(double draw, RequestInfo request)
    {
        foreach (var (share, fault) in Kinds())
        {
            if (draw < share) return fault is Fault.Reset { AfterEffect: true } && !request.IsMutating ? null : fault;
            draw -= share;
        }

        return null;
    }

    private IEnumerable<(double Share, Fault Fault)> Kinds() =>
    [
        (Errors, Fault.InternalError), (Throttling, Fault.Throttled(RetryAfter)), (Unavailable, Fault.Unavailable), (Resets, new Fault.Reset()),
        (Lost, new Fault.Reset(AfterEffect: true)), (Timeouts, new Fault.Silence()), (Slow, new Fault.Delay(Delay)),
    ];
}

/// <summary>Which API calls a fault is for, counted since it was switched on; an empty list matches everything.</summary>
/// <param name="After">How many calls that match pass before it begins.</param>
/// <param name="Count">For how many calls that match it then lasts; 0 until it is switched off.</param>
/// <param name="Verbs">Such as get, list, watch, create, patch, delete; <c>write</c> for all that change something, <c>read</c> for the others.</param>
/// <param name="Resources">Plurals, such as deployments.</param>
public sealed record CallWindow(int After, int Count, IReadOnlyList<string> Verbs, IReadOnlyList<string> Resources, IReadOnlyList<string> Clusters)
{
    public static CallWindow All { get; } = new(0, 0, [], [], []);

    public bool Matches(string cluster, RequestInfo request) =>
        (Clusters.Count == 0 || Clusters.Contains(cluster))
        && (Resources.Count == 0 || Resources.Contains(request.Resource))
        && (Verbs.Count == 0 || Verbs.Contains(request.Verb) || Verbs.Contains(request.IsMutating ? "write" : "read"));

    /// <param name="number">Which of the matching calls it is, from 1.</param>
    public bool IsOpen(long number) => number > After && (Count == 0 || number <= After + (long)Count);
}
