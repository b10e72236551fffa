using System.Collections.Immutable;

namespace MeshRunbook.Cli.Reporting.Mesh;

/// <summary>A mesh over time.</summary>
/// <param name="IsProbed">Whether a prober saw every change; otherwise it is what the run's own checks saw when they looked.</param>
/// <param name="Remark">What is missing, or null.</param>
internal sealed record MeshPicture(bool IsProbed, ImmutableArray<ClusterPicture> Clusters, string? Remark)
{
    /// <summary>All clusters as one.</summary>
    public ClusterPicture Total { get; } = ClusterPicture.Sum("All clusters", Clusters);
}

/// <summary>A cluster over time.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Context">Its kubeconfig context, or null where that is not known.</param>
/// <param name="Paths">How many workloads went which way, such as `old → both → new`; empty where nobody watched all the time.</param>
internal sealed record ClusterPicture(
    string Name, string? Context, ImmutableArray<TrustMoment> Trust, ImmutableArray<PairMoment> Pairs,
    ImmutableSortedDictionary<string, ImmutableArray<TrustMoment>> Namespaces, ImmutableSortedDictionary<string, int> Paths)
{
    /// <summary>What was so at a time; nothing before the first moment.</summary>
    public static TrustCounts At(ImmutableArray<TrustMoment> moments, DateTimeOffset time)
    {
        var (low, high) = (0, moments.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (moments[middle].Time <= time) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? default : moments[low - 1].Counts;
    }

    public static ClusterPicture Sum(string name, ImmutableArray<ClusterPicture> clusters)
    {
        if (clusters is [var only]) return only with { Name = name };
        var trust = Merge(clusters.Select(cluster => cluster.Trust.Select(moment => (moment.Time, moment.Counts))), (all, counts) => all + counts)
            .Select(moment => new TrustMoment(moment.Time, moment.Sum));
        var pairs = Merge(clusters.Select(cluster => cluster.Pairs.Select(moment => (moment.Time, (moment.Pairs, moment.Broken)))),
            (all, one) => (all.Pairs + one.Pairs, all.Broken + one.Broken)).Select(moment => new PairMoment(moment.Time, moment.Sum.Pairs, moment.Sum.Broken));
        var paths = clusters.SelectMany(cluster => cluster.Paths).GroupBy(path => path.Key).ToImmutableSortedDictionary(same => same.Key, same => same.Sum(path => path.Value));
        return new(name, null, [.. trust], [.. pairs], ImmutableSortedDictionary<string, ImmutableArray<TrustMoment>>.Empty, paths);
    }

    private static IEnumerable<(DateTimeOffset Time, T Sum)> Merge<T>(IEnumerable<IEnumerable<(DateTimeOffset Time, T Value)>> series, Func<T, T, T> add)
        where T : struct
    {
        var changes = series.SelectMany((one, index) => one.Select(moment => (moment.Time, Index: index, moment.Value))).OrderBy(change => change.Time);
        var now = new Dictionary<int, T>();
        foreach (var moment in changes.GroupBy(change => change.Time))
        {
            foreach (var change in moment) now[change.Index] = change.Value;
            yield return (moment.Key, now.Values.Aggregate(add));
        }
    }
}

/// <summary>What is so from a time on.</summary>
internal readonly record struct TrustMoment(DateTimeOffset Time, TrustCounts Counts);

/// <summary>How many pairs there are from a time on, and how many of them cannot talk.</summary>
internal readonly record struct PairMoment(DateTimeOffset Time, long Pairs, long Broken);
