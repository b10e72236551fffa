using MeshSim.Certificates;
using MeshSim.Sidecars;

namespace MeshSim.Prober;

/// <summary>Writes down the history of trust as proxies come, go and change.</summary>
internal sealed class TrustRecorder(TimeProvider clock)
{
    private const int MostChanges = 200_000;
    private readonly Numbering<string> _clusters = new();
    private readonly Numbering<Root> _roots = new();
    private readonly Numbering<(int Cluster, string Namespace, string Name)> _workloads = new();
    private readonly Numbering<(string Mesh, string Revision, int Root, TrustBundle Bundle, string TrustDomain)> _kinds = new();
    private readonly Dictionary<(int Workload, int Kind), long> _counts = [];
    private readonly Dictionary<int, long> _brokenNow = [];
    private readonly List<long[]> _changes = [];
    private readonly List<long[]> _broken = [];
    private DateTimeOffset _start = clock.GetUtcNow();
    private bool _isComplete = true;

    /// <summary>The mesh has come up: what there is now is where its history begins.</summary>
    public void Begin()
    {
        _start = clock.GetUtcNow();
        _changes.Clear();
        foreach (var ((workload, kind), count) in _counts.Where(pair => pair.Value > 0)) _changes.Add([0, workload, kind, count]);
    }

    public void Change(Proxy? before, Proxy? after)
    {
        if (before is not null) Count(before, -1);
        if (after is not null) Count(after, +1);
    }

    /// <param name="broken">Ordered pairs that cannot talk, by the client's cluster; clusters without any may be absent.</param>
    public void Pairs(IReadOnlyDictionary<string, long> broken)
    {
        if (broken.Count == 0 && _brokenNow.Count == 0) return;
        foreach (var cluster in broken.Keys) _brokenNow.TryAdd(_clusters.Of(cluster), 0);
        foreach (var cluster in _brokenNow.Keys.ToArray())
        {
            var pairs = broken.GetValueOrDefault(_clusters.All[cluster]);
            if (pairs == _brokenNow[cluster]) continue;
            _brokenNow[cluster] = pairs;
            Add(_broken, [Now, cluster, pairs]);
        }
    }

    public TrustHistory ToHistory() => new(
        _start, [.. _clusters.All], [.. _roots.All.Select(root => new HistoryRoot(RootName.Of(root), root.Fingerprint))],
        [.. _workloads.All.Select(one => new HistoryWorkload(one.Cluster, one.Namespace, one.Name))],
        [.. _kinds.All.Select(kind => new HistoryKind(kind.Mesh, kind.Revision, kind.Root, [.. kind.Bundle.Roots.Select(_roots.Of)], kind.TrustDomain))],
        [.. _changes], [.. _broken], _isComplete);

    private long Now => (long)(clock.GetUtcNow() - _start).TotalMilliseconds;

    private void Count(Proxy proxy, int change)
    {
        foreach (var root in proxy.Bundle.Roots) _roots.Of(root);
        var workload = _workloads.Of((_clusters.Of(proxy.Cluster), proxy.Namespace, proxy.Workload));
        var kind = _kinds.Of((proxy.Mesh, proxy.Revision, _roots.Of(proxy.Certificate.Root), proxy.Bundle, proxy.Certificate.Identity.TrustDomain));
        var count = _counts.GetValueOrDefault((workload, kind)) + change;
        _counts[(workload, kind)] = count;
        Add(_changes, [Now, workload, kind, count]);
    }

    private void Add(List<long[]> rows, long[] row)
    {
        if (rows.Count < MostChanges) rows.Add(row);
        else _isComplete = false;
    }

    /// <summary>Gives each thing a number when it is first seen.</summary>
    private sealed class Numbering<T> where T : notnull
    {
        private readonly Dictionary<T, int> _numbers = [];
        private readonly List<T> _all = [];

        public IReadOnlyList<T> All => _all;

        public int Of(T thing)
        {
            if (_numbers.TryGetValue(thing, out var known)) return known;
            _all.Add(thing);
            return _numbers[thing] = _all.Count - 1;
        }
    }
}
