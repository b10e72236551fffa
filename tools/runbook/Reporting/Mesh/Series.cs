using System.Collections.Immutable;

namespace MeshRunbook.Cli.Reporting.Mesh;

/// <summary>Counts that change over time, put together change by change.</summary>
/// <param name="from">What was before counts as so from then.</param>
internal sealed class Series(DateTimeOffset from)
{
    private readonly List<TrustMoment> _moments = [];

    public TrustCounts Now => _moments.Count == 0 ? default : _moments[^1].Counts;

    public void Add(DateTimeOffset time, TrustCounts change) => Set(time, Now + change);

    public void Set(DateTimeOffset time, TrustCounts counts)
    {
        if (time < from) time = from;
        if (_moments.Count > 0 && _moments[^1].Time == time) _moments[^1] = new(time, counts);
        else if (_moments.Count == 0 || _moments[^1].Counts != counts) _moments.Add(new(time, counts));
    }

    public ImmutableArray<TrustMoment> ToMoments() => [.. _moments];

    /// <summary>Adds a moment, which takes the place of one at the same time; nothing where nothing changed.</summary>
    public static void Put(List<PairMoment> moments, PairMoment moment)
    {
        if (moments.Count > 0 && moments[^1].Time == moment.Time) moments[^1] = moment;
        else if (moments.Count == 0 || moments[^1] with { Time = moment.Time } != moment) moments.Add(moment);
    }
}
