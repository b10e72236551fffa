using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Reporting.Mesh;

/// <summary>The mesh over time as the run's own checks saw it: what they found counts until they look again.</summary>
internal sealed class EvidenceHistory
{
    private readonly HashSet<string> _meshCa;
    private readonly SortedDictionary<string, Cluster> _clusters = new(StringComparer.Ordinal);

    private EvidenceHistory(HashSet<string> meshCa) => _meshCa = meshCa;

    /// <summary>The picture, or null where no check has looked at what proxies trust.</summary>
    /// <param name="name">How people call the cluster of a context.</param>
    public static MeshPicture? Read(IReadOnlyList<Entry> entries, DateTimeOffset from, Func<string, string> name)
    {
        var seen = entries.SelectMany(entry => Answers(entry.Event).Select(answer => (entry.Time, Evidence: answer.Evidence as MapValue)))
            .Where(one => one.Evidence?["trust"] is ListValue && Text(one.Evidence["covers"]) is "cluster" or "namespaces").ToList();
        if (seen.Count == 0) return null;
        var reader = new EvidenceHistory([.. seen.SelectMany(one => Texts(one.Evidence!["meshca"]))]);
        foreach (var (time, evidence) in seen) reader.Take(time, evidence!, from);
        return new(false, [.. reader._clusters.Select(cluster => cluster.Value.ToPicture(name(cluster.Key), cluster.Key))], null);
    }

    private static IEnumerable<Answer> Answers(Event happened) => happened switch
    {
        StepFinished finished => [.. finished.Answers ?? [], .. finished.Probe is { } probe ? [probe] : Array.Empty<Answer>()],
        StepProbed probed => [probed.Answer],
        _ => [],
    };

    private void Take(DateTimeOffset time, MapValue evidence, DateTimeOffset from)
    {
        var context = Text(evidence["context"]) ?? "";
        if (!_clusters.TryGetValue(context, out var cluster)) _clusters[context] = cluster = new(from);
        var found = new Dictionary<string, List<Group>>();
        foreach (var kind in ((ListValue)evidence["trust"]!).Items.OfType<MapValue>())
        {
            var (trusts, issuers) = (Texts(kind["trusts"]).ToHashSet(), Texts(kind["issuers"]).ToHashSet());
            foreach (var (@namespace, count) in (kind["workloads"] as MapValue)?.Entries ?? [])
                if (count is IntegerValue workloads)
                    (found.TryGetValue(@namespace, out var groups) ? groups : found[@namespace] = []).Add(new(
                        trusts, issuers, RootSets.TrustsOf(trusts, _meshCa), RootSets.SignedBy(issuers, _meshCa), (int)Math.Clamp(workloads.Integer, 0, 1_000_000)));
        }

        cluster.Take(time, found, isAll: Text(evidence["covers"]) == "cluster");
        // Calls go across clusters, so that what one of them is like concerns the pairs of all.
        foreach (var one in _clusters.Values) one.Pair(time, [.. _clusters.Values.SelectMany(other => other.Groups)]);
    }

    private static string? Text(Value? value) => value is TextValue { IsSecret: false } text ? text.Text : null;

    private static IEnumerable<string> Texts(Value? value) => value is ListValue list ? list.Items.Select(Text).OfType<string>() : [];

    private sealed record Group(HashSet<string> Roots, HashSet<string> Issuers, Trusts Trusts, Signed Signed, int Workloads)
    {
        public bool CanTalkTo(Group other) => other.Issuers.IsSubsetOf(Roots) && Issuers.IsSubsetOf(other.Roots);
    }

    private sealed class Cluster(DateTimeOffset from)
    {
        private readonly Dictionary<string, List<Group>> _now = [];
        private readonly Dictionary<string, Series> _namespaces = [];
        private readonly Series _all = new(from);
        private readonly List<PairMoment> _pairs = [];

        public IEnumerable<Group> Groups => _now.Values.SelectMany(groups => groups);

        public void Take(DateTimeOffset time, Dictionary<string, List<Group>> found, bool isAll)
        {
            if (isAll)
                foreach (var gone in _now.Keys.Except(found.Keys).ToList()) Set(time, gone, []);
            foreach (var (@namespace, groups) in found) Set(time, @namespace, groups);
            _all.Set(time, Sum(Groups));
        }

        /// <summary>Ordered pairs of workloads, whose client is here.</summary>
        public void Pair(DateTimeOffset time, IReadOnlyList<Group> all)
        {
            var (pairs, broken) = (0L, 0L);
            foreach (var client in Groups)
                foreach (var server in all)
                {
                    var count = (long)client.Workloads * (ReferenceEquals(client, server) ? server.Workloads - 1 : server.Workloads);
                    pairs += count;
                    if (!client.CanTalkTo(server)) broken += count;
                }

            Series.Put(_pairs, new(time, pairs, broken));
        }

        public ClusterPicture ToPicture(string name, string context) => new(
            name, context.Length == 0 ? null : context, _all.ToMoments(), [.. _pairs],
            _namespaces.ToImmutableSortedDictionary(one => one.Key, one => one.Value.ToMoments()), ImmutableSortedDictionary<string, int>.Empty);

        private void Set(DateTimeOffset time, string @namespace, List<Group> groups)
        {
            if (groups.Count == 0) _now.Remove(@namespace);
            else _now[@namespace] = groups;
            (_namespaces.TryGetValue(@namespace, out var series) ? series : _namespaces[@namespace] = new(from)).Set(time, Sum(groups));
        }

        private static TrustCounts Sum(IEnumerable<Group> groups) =>
            groups.Aggregate(default(TrustCounts), (all, group) => all + TrustCounts.Of(group.Trusts, group.Signed, group.Workloads));
    }
}
