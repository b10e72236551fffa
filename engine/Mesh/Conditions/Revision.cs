using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Values;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`revision`: every pod has the proxy of this revision, by what the injector wrote into the pod, not by labels.</summary>
internal sealed class Revision(Clusters clusters) : ClusterCondition(clusters)
{
    public override string Kind => "revision";

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var revision = arguments.Text(Kind);
        var scope = PodScope.Of(arguments);
        var living = await scope.ReadAsync(cluster, cancellation);
        var allowed = arguments.Texts("allow").Select(kind => KnownKinds.Find(kind)?.Singular ?? kind.ToLowerInvariant()).ToHashSet();
        if (scope.MustHavePods && !living.Pods.Any(pod => pod.HasProxy)) return scope.NoProxies(cluster.Name);
        var without = WithoutSidecar.Of(living, arguments);

        var stale = living.Pods.Where(pod => pod.HasProxy && pod.Revision != revision)
            .ToLookup(pod => allowed.Contains(pod.Workload.Kind) || (pod.Workload.Kind == "cronjob" && allowed.Contains("job")));
        var evidence = without.AddTo(Evidence.None.With("revision", revision))
            .With("stale", stale[false].Select(Describe))
            .With("allowed", stale[true].Select(Describe))
            .With("workloads", (Value)living.Pods.Where(pod => pod.HasProxy).DistinctBy(pod => (pod.Workload, pod.Revision))
                .CountBy(pod => pod.Revision!).OrderBy(count => count.Key, StringComparer.Ordinal)
                .Aggregate(Evidence.None, (all, count) => all.With(count.Key, count.Value)));
        if (cluster.Name.Context is { } context) evidence = evidence.With("context", context);
        if (stale[false].Any()) return Stale(cluster.Name, revision, [.. stale[false]], living, evidence);
        if (without.Problem is { } problem) return Answer.DoesNotHold(problem + living.Remark, evidence, without.Help(cluster.Name));
        var good = living.Pods.Count(pod => pod.Revision == revision);
        var rest = stale[true].Any() ? $"; {Wording.Count(stale[true].Count(), "pod")} of allowed kinds have another" : "";
        return Answer.Holds($"{Wording.Count(good, "pod")} {scope.Where} with revision {revision}{rest}{without.Remark}{living.Remark}", evidence);
    }

    private static string Describe(Pod pod) => $"{pod.Workload}: {pod.Revision}";

    private static Answer Stale(ClusterName cluster, string revision, ImmutableArray<Pod> stale, LivingPods living, Evidence evidence)
    {
        var first = stale[0].Workload;
        var restart = Judge.Restart(cluster, first) ?? $"{Judge.MakeAnew(first)}, or be allowed: allow: [{first.Kind}]";
        return Answer.DoesNotHold(
            $"not of revision {revision}: {stale.Length} of {Wording.Count(living.Pods.Count(pod => pod.HasProxy), "pod")}, "
            + Wording.Some(stale.Select(pod => $"{pod} ({pod.Revision})")) + living.Remark,
            evidence, restart);
    }
}
