using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`issuer`: every proxy's own certificate chains to this root and has not expired.</summary>
internal sealed class Issuer(Clusters clusters, Surveyor surveyor, TimeProvider time) : ProxyCondition(clusters, surveyor)
{
    public override string Kind => "issuer";

    protected override async Task<Judgement> JudgeAsync(Inquiry inquiry, CancellationToken cancellation)
    {
        var wanted = await inquiry.Names.ResolveAsync(inquiry.Arguments.Text(Kind), cancellation);
        var wrong = await WrongAsync(inquiry, wanted, time, cancellation);
        return new(
            $"{wanted.Name} issued the certificate of",
            "move these workloads to the revision that this CA signs for and restart them", wrong,
            Evidence.None.With("issuer", wanted.Fingerprint.ToString()));
    }

    /// <summary>The proxies whose certificate chains to another root than the wanted one, or has expired.</summary>
    public static async Task<List<(ProxyReading Reading, string What)>> WrongAsync(
        Inquiry inquiry, NamedRoot wanted, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        ImmutableArray<Root> one = wanted.Root is { } root ? [root] : [];
        var wrong = new List<(ProxyReading, string)>();
        var others = new List<ProxyReading>();
        foreach (var reading in inquiry.Survey.Answered)
        {
            cancellation.ThrowIfCancellationRequested();
            var certificate = reading.Secrets!.Certificate;
            if (one.IsEmpty || certificate.RootAmong(one) is null) others.Add(reading);
            else if (certificate.NotAfter < now) wrong.Add((reading, "holds a certificate that has expired"));
        }

        if (others.Count > 0) await inquiry.Names.LearnAsync(cancellation);
        foreach (var reading in others)
        {
            var actual = reading.Secrets!.Certificate.RootAmong(inquiry.Survey.Roots);
            wrong.Add((reading, actual is null ? "holds a certificate of an unknown issuer" : $"holds a certificate issued by {inquiry.Names.Show(actual)}"));
        }

        return wrong;
    }
}
