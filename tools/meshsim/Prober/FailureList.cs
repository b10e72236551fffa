namespace MeshSim.Prober;

/// <summary>The first failures; the rest is counted elsewhere.</summary>
internal sealed class FailureList
{
    public const int Most = 50;
    private readonly List<ProbeFailure> _failures = [];

    public IReadOnlyList<ProbeFailure> All => [.. _failures];

    public void Add(ProbeFailure failure)
    {
        if (_failures.Count < Most) _failures.Add(failure);
    }
}
