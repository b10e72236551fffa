using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`trust`: every proxy's bundle holds all of these roots, and none of those under `lacks`.</summary>
internal sealed class TrustRoots(Clusters clusters, Surveyor surveyor) : ProxyCondition(clusters, surveyor)
{
    public override string Kind => "trust";

    protected override ImmutableArray<string> Telling => ["trusted", "lacking"];

    protected override async Task<Judgement> JudgeAsync(Inquiry inquiry, CancellationToken cancellation)
    {
        var wanted = await inquiry.Names.ResolveAsync(inquiry.Arguments.SomeTexts(Kind), cancellation);
        var unwanted = await inquiry.Names.ResolveAsync(inquiry.Arguments.Texts("lacks"), cancellation);
        var wrong = new List<(ProxyReading, string)>();
        foreach (var reading in inquiry.Survey.Answered)
        {
            if (Judge.Bundle(reading.Secrets!, wanted, unwanted) is { } problem) wrong.Add((reading, problem));
        }

        var evidence = Evidence.None.With("trusted", wanted.Select(root => root.Fingerprint.ToString()))
            .With("lacking", unwanted.Select(root => root.Fingerprint.ToString()));
        var good = $"[{string.Join(' ', wanted.Select(root => root.Name))}]"
            + (unwanted.IsEmpty ? "" : $" and not [{string.Join(' ', unwanted.Select(root => root.Name))}]")
            + " trusted by";
        return new(good, Judge.BundleHelp, wrong, evidence);
    }
}
