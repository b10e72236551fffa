using MeshSim.Api;
using MeshSim.Scenario;

namespace MeshSim.Running;

/// <summary>Decides what goes wrong with each API call and each call of a tool, repeatably for one order of calls.</summary>
internal sealed class CallFaults(int seed)
{
    private readonly Lock _turn = new();
    private readonly Random _random = new(seed);
    private ApiFaults _drawnFor = ApiFaults.None;
    private long _matching;

    /// <summary>What goes wrong with a call, or null. A plan that differs from the last one counts its calls anew.</summary>
    public Fault? Next(ApiFaults plan, string cluster, RequestInfo request)
    {
        if (plan.Share == 0 || !plan.Calls.Matches(cluster, request)) return null;
        lock (_turn)
        {
            if (!ReferenceEquals(plan, _drawnFor)) (_drawnFor, _matching) = (plan, 0);
            return plan.Calls.IsOpen(++_matching) ? plan.At(_random.NextDouble(), request) : null;
        }
    }

    /// <summary>Whether a call of a tool fails, of which this share does.</summary>
    public bool Fails(double share)
    {
        if (share == 0) return false;
        lock (_turn) return _random.NextDouble() < share;
    }
}
