using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`oneRoot`: all these names mean one root, every proxy trusts it, and every proxy's certificate chains to it.</summary>
internal sealed class OneRoot(Clusters clusters, Surveyor surveyor, TimeProvider time) : ProxyCondition(clusters, surveyor)
{
    public override string Kind => "oneRoot";

    protected override ImmutableArray<string> Telling => ["roots"];

    protected override async Task<Judgement> JudgeAsync(Inquiry inquiry, CancellationToken cancellation)
    {
        var named = await inquiry.Names.ResolveAsync(inquiry.Arguments.SomeTexts(Kind), cancellation);
        var evidence = Evidence.None.With("roots", named.Select(root => root.Fingerprint.ToString()));
        if (named.Select(root => root.Fingerprint).Distinct().Count() > 1)
            return new("", "use the root that the mesh has, or leave the certificate flags out: a second root splits mTLS at once", [], evidence)
            {
                Refusal = $"not one root: {string.Join(", ", named.Select(root => $"{root.Name} is {root.Fingerprint.Short}"))}",
            };

        var wanted = named[0];
        var wrong = inquiry.Survey.Answered
            .Where(reading => reading.Secrets!.Bundle.All(root => root.Fingerprint != wanted.Fingerprint))
            .Select(reading => (reading, $"does not trust {wanted.Name}")).ToList();
        var distrustful = wrong.Select(one => one.reading).ToHashSet();
        wrong.AddRange((await Issuer.WrongAsync(inquiry, wanted, time, cancellation)).Where(one => !distrustful.Contains(one.Reading)));
        return new($"{wanted.Name} is the one root of", "restart these workloads so that they get the mesh's one root", wrong, evidence);
    }
}
