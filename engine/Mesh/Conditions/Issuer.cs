using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`issuer`: every proxy's own certificate chains to this root and has not expired.</summary>
internal sealed class Issuer(Clusters clusters, Surveyor surveyor, TimeProvider time) : ProxyCondition(clusters, surveyor)
{
    public override string Kind => "issuer";

    protected override ImmutableArray<string> Telling => ["issuer"];

    protected override async Task<Judgement> JudgeAsync(Inquiry inquiry, CancellationToken cancellation)
    {
        var wanted = await inquiry.Names.ResolveAsync(inquiry.Arguments.Text(Kind), cancellation);
        var wrong = await WrongAsync(inquiry, wanted, time, cancellation);
        return new(
            $"{wanted.Name} issued the certificate of",
            Judge.IssuerHelp, wrong,
            Evidence.None.With("issuer", wanted.Fingerprint.ToString()));
    }

    /// <summary>The proxies whose certificate chains to another root than the wanted one, or has expired.</summary>
    public static async Task<List<(ProxyReading Reading, string What)>> WrongAsync(
        Inquiry inquiry, NamedRoot wanted, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var answered = inquiry.Survey.Answered.ToList();
        if (answered.Any(reading => Judge.Issuer(reading.Secrets!.Certificate, wanted) is not null)) await inquiry.Names.LearnAsync(cancellation);
        var wrong = new List<(ProxyReading, string)>();
        foreach (var reading in answered)
        {
            cancellation.ThrowIfCancellationRequested();
            var certificate = reading.Secrets!.Certificate;
            var problem = Judge.Issuer(certificate, wanted) is null ? Judge.Expiry(certificate, now)
                : Judge.IssuedBy(inquiry.Survey.Issuers[reading], inquiry.Names);
            if (problem is not null) wrong.Add((reading, problem));
        }

        return wrong;
    }
}
