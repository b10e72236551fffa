using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Values;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`trustDomains`: the trust domain and aliases of a revision, or of every proxy's revision, contain all of these.</summary>
internal sealed class TrustDomains(Clusters clusters, Surveyor surveyor) : ProxyCondition(clusters, surveyor)
{
    public override string Kind => "trustDomains";

    protected override ImmutableArray<string> Telling => ["domains", "revisions"];

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        if (arguments.TextOrNull("revision") is not { } revision) return await base.AnswerAsync(arguments, cluster, cancellation);
        var wanted = arguments.SomeTexts(Kind);
        var config = await ConfigAsync(cluster, revision, cancellation);
        var missing = wanted.Except(config.Domains).ToList();
        var evidence = Evidence.None.With("domains", config.Domains);
        return missing.Count == 0
            ? Answer.Holds($"revision {revision} trusts [{string.Join(' ', config.Domains)}]", evidence)
            : Answer.DoesNotHold(
                $"revision {revision} trusts [{string.Join(' ', config.Domains)}] and not {string.Join(" and ", missing)}", evidence,
                Advice(cluster.Name, revision));
    }

    protected override async Task<Judgement> JudgeAsync(Inquiry inquiry, CancellationToken cancellation)
    {
        var wanted = inquiry.Arguments.SomeTexts(Kind);
        var wrong = new List<(ProxyReading, string)>();
        var revisions = Evidence.None;
        var help = "";
        foreach (var group in inquiry.Survey.Answered.GroupBy(reading => reading.Pod.Revision!).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var domains = (await ConfigAsync(inquiry.Cluster, group.Key, cancellation)).Domains.ToList();
            revisions = revisions.With(group.Key, domains);
            var missing = wanted.Except(domains).ToList();
            if (missing.Count > 0) help = Advice(inquiry.Cluster.Name, group.Key);
            foreach (var reading in group)
            {
                var own = reading.Secrets!.Certificate.TrustDomain;
                if (missing.Count > 0) wrong.Add((reading, $"does not trust {string.Join(" and ", missing)}"));
                else if (Judge.TrustDomain(own, group.Key, domains) is { } problem) wrong.Add((reading, problem));
            }
        }

        return new($"[{string.Join(' ', wanted)}] trusted by", help.Length > 0 ? help : Judge.DomainHelp, wrong, Evidence.None.With("revisions", (Value)revisions));
    }

    private static async Task<MeshConfig> ConfigAsync(KubernetesCluster cluster, string revision, CancellationToken cancellation) =>
        await ControlPlane.MeshConfigAsync(cluster, revision, cancellation) ?? throw new CannotTellException(
            $"there is no ConfigMap {ControlPlane.Named("istio", revision)} in {ControlPlane.Namespace}",
            $"see which control planes there are: {cluster.Name.Kubectl($"get pods -n {ControlPlane.Namespace} -L istio.io/rev")}");

    private static string Advice(ClusterName cluster, string revision) =>
        $"look at trustDomain and trustDomainAliases: {cluster.Kubectl($"get configmap {ControlPlane.Named("istio", revision)} -n {ControlPlane.Namespace} -o yaml")}";
}
