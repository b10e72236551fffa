using System.Collections.Immutable;
using System.Text.Json;

namespace MeshRunbook.Cli.Reporting.Mesh;

/// <summary>The mesh over time as the prober of a simulated mesh saw it: every change.</summary>
internal sealed class ProberHistory
{
    private readonly JsonElement _history;
    private readonly DateTimeOffset _start;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;
    private readonly string[] _roots;
    private readonly HashSet<string> _meshCa;
    private readonly (int Cluster, string Namespace)[] _workloads;
    private readonly (string Mesh, string Root, string[] Trusts)[] _kinds;
    private readonly long[][] _changes;

    private ProberHistory(JsonElement history, DateTimeOffset from, DateTimeOffset to)
    {
        _history = history;
        (_from, _to) = (from, to);
        _start = history.GetProperty("start").GetDateTimeOffset();
        _roots = [.. history.GetProperty("roots").EnumerateArray().Select(root => root.GetProperty("fingerprint").GetString()!)];
        _meshCa = [.. history.GetProperty("roots").EnumerateArray().Where(root => root.GetProperty("name").GetString() == "mesh-ca")
            .Select(root => root.GetProperty("fingerprint").GetString()!)];
        _workloads = [.. history.GetProperty("workloads").EnumerateArray()
            .Select(workload => (workload.GetProperty("cluster").GetInt32(), workload.GetProperty("namespace").GetString()!))];
        _kinds = [.. history.GetProperty("kinds").EnumerateArray().Select(kind => (
            kind.GetProperty("mesh").GetString()!, _roots[kind.GetProperty("root").GetInt32()],
            kind.GetProperty("trusts").EnumerateArray().Select(root => _roots[root.GetInt32()]).ToArray()))];
        _changes = [.. history.GetProperty("changes").EnumerateArray().Select(Row)];
    }

    /// <summary>The picture of the time of a run.</summary>
    /// <param name="report">What `meshsim report --output json` printed.</param>
    /// <param name="contexts">The kubeconfig contexts of the run, which end in the names of their clusters.</param>
    public static MeshPicture Read(JsonElement report, DateTimeOffset from, DateTimeOffset to, IReadOnlyCollection<string> contexts)
    {
        var history = report.GetProperty("history");
        var reader = new ProberHistory(history, from, to);
        var names = history.GetProperty("clusters").EnumerateArray().Select(name => name.GetString()!).ToList();
        var trust = reader.Trust(names.Count);
        var pairs = reader.Pairs(names.Count);
        var clusters = names.Select((name, index) => new ClusterPicture(
            name, ContextOf(name, contexts), trust.Clusters[index].ToMoments(), [.. pairs[index]],
            trust.Namespaces.Where(one => one.Key.Cluster == index).ToImmutableSortedDictionary(one => one.Key.Namespace, one => one.Value.ToMoments()), trust.Paths[index]));
        // The prober knows them in the order in which their proxies came up.
        var order = contexts.ToList();
        clusters = clusters.OrderBy(cluster => order.IndexOf(cluster.Context ?? "") is >= 0 and var place ? place : int.MaxValue).ThenBy(cluster => cluster.Name, StringComparer.Ordinal);
        return new(true, [.. clusters], history.GetProperty("isComplete").GetBoolean() ? null : "the mesh changed more often than its prober keeps; the last changes are missing");
    }

    private static string? ContextOf(string name, IReadOnlyCollection<string> contexts) =>
        contexts.FirstOrDefault(context => context == name) ?? contexts.FirstOrDefault(context => context.EndsWith("_" + name, StringComparison.Ordinal));

    private (Series[] Clusters, Dictionary<(int Cluster, string Namespace), Series> Namespaces, ImmutableSortedDictionary<string, int>[] Paths) Trust(int count)
    {
        var clusters = Enumerable.Range(0, count).Select(_ => new Series(_from)).ToArray();
        var namespaces = _workloads.Distinct().ToDictionary(place => place, _ => new Series(_from));
        var counts = _workloads.Select(_ => new Dictionary<int, long>()).ToArray();
        var states = new (Trusts Trusts, Signed Signed)?[_workloads.Length];
        var paths = _workloads.Select(_ => new List<Trusts>()).ToArray();
        var last = LastSeen();
        for (var i = 0; i < _changes.Length; i++)
        {
            var (time, workload) = (_start.AddMilliseconds(_changes[i][0]), (int)_changes[i][1]);
            if (time > _to) break;
            counts[workload][(int)_changes[i][2]] = _changes[i][3];
            var state = StateOf(counts[workload]) ?? (last[workload] > i ? (Trusts: Trusts.Away, Signed: Signed.Away) : null);
            // Where a run came before on the same mesh, a workload's way begins with what it was when this one started.
            if (time <= _from) paths[workload].Clear();
            if (state is { Trusts: not Trusts.Away and var trusts } && (paths[workload].Count == 0 || paths[workload][^1] != trusts)) paths[workload].Add(trusts);
            if (state == states[workload]) continue;
            foreach (var series in (Series[])[clusters[_workloads[workload].Cluster], namespaces[_workloads[workload]]])
            {
                if (states[workload] is { } before) series.Add(time, TrustCounts.Of(before.Trusts, before.Signed, -1));
                if (state is { } now) series.Add(time, TrustCounts.Of(now.Trusts, now.Signed, 1));
            }

            states[workload] = state;
        }

        var ways = _workloads.Zip(paths).Where(one => one.Second.Count > 0).ToLookup(one => one.First.Cluster, one => string.Join(" → ", one.Second.Select(Wording.Of)));
        return (clusters, namespaces, [.. Enumerable.Range(0, count).Select(cluster => ways[cluster].CountBy(way => way).ToImmutableSortedDictionary())]);
    }

    /// <summary>For each workload the last change after which it has a proxy; -1 where it never has one.</summary>
    private int[] LastSeen()
    {
        var last = Enumerable.Repeat(-1, _workloads.Length).ToArray();
        for (var i = 0; i < _changes.Length; i++)
            if (_changes[i][3] > 0) last[_changes[i][1]] = i;
        return last;
    }

    private (Trusts Trusts, Signed Signed)? StateOf(Dictionary<int, long> counts)
    {
        var kinds = counts.Where(pair => pair.Value > 0).Select(pair => _kinds[pair.Key]).ToList();
        if (kinds.Count == 0) return null;
        var trusts = kinds.Select(kind => (IEnumerable<string>)kind.Trusts).Aggregate((one, other) => one.Intersect(other)).ToList();
        return (RootSets.TrustsOf(trusts, _meshCa), RootSets.SignedBy([.. kinds.Select(kind => kind.Root).Distinct()], _meshCa));
    }

    /// <summary>Ordered pairs of different proxies of one mesh, by the client's cluster.</summary>
    private List<PairMoment>[] Pairs(int count)
    {
        var pairs = Enumerable.Range(0, count).Select(_ => new List<PairMoment>()).ToArray();
        var proxies = new Dictionary<(string Mesh, int Cluster), long>();
        var known = new Dictionary<(long Workload, long Kind), long>();
        var broken = new long[count];
        var changes = _changes.Select(change => (Time: change[0], IsBroken: false, Row: change))
            .Concat(_history.GetProperty("broken").EnumerateArray().Select(Row).Select(change => (Time: change[0], IsBroken: true, Row: change)))
            .OrderBy(change => change.Time);
        foreach (var moment in changes.GroupBy(change => change.Time))
        {
            if (_start.AddMilliseconds(moment.Key) is var time && time > _to) break;
            foreach (var (_, isBroken, row) in moment)
            {
                if (isBroken) broken[row[1]] = row[2];
                else
                {
                    var place = (_kinds[row[2]].Mesh, _workloads[row[1]].Cluster);
                    proxies[place] = proxies.GetValueOrDefault(place) + row[3] - known.GetValueOrDefault((row[1], row[2]));
                    known[(row[1], row[2])] = row[3];
                }
            }

            var meshes = proxies.GroupBy(pair => pair.Key.Mesh).ToDictionary(mesh => mesh.Key, mesh => mesh.Sum(pair => pair.Value));
            for (var cluster = 0; cluster < count; cluster++)
            {
                var all = meshes.Sum(mesh => proxies.GetValueOrDefault((mesh.Key, cluster)) * Math.Max(0, mesh.Value - 1));
                Series.Put(pairs[cluster], new(time < _from ? _from : time, all, broken[cluster]));
            }
        }

        return pairs;
    }

    private static long[] Row(JsonElement row) => [.. row.EnumerateArray().Select(number => number.GetInt64())];
}
