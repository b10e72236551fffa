using System.Globalization;

namespace MeshSim.Prober;

/// <summary>What each workload trusted over time, and which pairs could not talk. Each change stands there once and refers to
/// lists, so that a day of a large mesh stays small.</summary>
/// <param name="Start">When the mesh had come up.</param>
/// <param name="Changes">For each change: milliseconds since the start, workload, kind, and how many proxies of this workload are of
/// this kind from then on.</param>
/// <param name="Broken">For each change: milliseconds since the start, cluster, and how many ordered pairs whose client is in this
/// cluster cannot talk from then on; none before the first.</param>
/// <param name="IsComplete">False where there were more changes than are kept; the last ones are missing then.</param>
public sealed record TrustHistory(
    DateTimeOffset Start,
    IReadOnlyList<string> Clusters,
    IReadOnlyList<HistoryRoot> Roots,
    IReadOnlyList<HistoryWorkload> Workloads,
    IReadOnlyList<HistoryKind> Kinds,
    IReadOnlyList<long[]> Changes,
    IReadOnlyList<long[]> Broken,
    bool IsComplete)
{
    /// <summary>A line for each moment from which there were other kinds of trust than before.</summary>
    public IEnumerable<string> Lines()
    {
        var counts = new SortedDictionary<(long Kind, long Workload), long>();
        var shown = "";
        foreach (var moment in Changes.GroupBy(change => change[0]))
        {
            foreach (var change in moment)
                if (change[3] == 0) counts.Remove((change[2], change[1]));
                else counts[(change[2], change[1])] = change[3];
            var groups = counts.GroupBy(pair => Describe(Kinds[(int)pair.Key.Kind]))
                .Select(same => (same.Key, Proxies: same.Sum(pair => pair.Value))).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
            var now = string.Join('\n', groups.Select(group => group.Key));
            if (now == shown) continue;
            shown = now;
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{Start.AddMilliseconds(moment.Key):HH:mm:ss.fff} {string.Join(", ", groups.Select(group => $"{group.Proxies} {group.Key}"))}");
        }
    }

    private string Describe(HistoryKind kind) =>
        $"signed by {Roots[kind.Root].Name} trust [{string.Join(' ', kind.Trusts.Select(root => Roots[root].Name))}]";
}

/// <param name="Name">`mesh-ca` for the managed CA's root, `istio-ca:` and the start of its fingerprint for any other.</param>
/// <param name="Fingerprint">SHA-256 of the DER in lower-case hexadecimal.</param>
public sealed record HistoryRoot(string Name, string Fingerprint);

/// <param name="Cluster">Its index among the clusters.</param>
public sealed record HistoryWorkload(int Cluster, string Namespace, string Name);

/// <summary>Proxies of one kind trust the same, and hold certificates of the same CA.</summary>
/// <param name="Root">The root of the certificate, by its index.</param>
/// <param name="Trusts">The roots of the bundle, by their index.</param>
public sealed record HistoryKind(string Mesh, string Revision, int Root, IReadOnlyList<int> Trusts, string TrustDomain);
