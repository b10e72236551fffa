using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`sidecars`: in these namespaces every pod has a proxy, of whatever revision, unless it asked for none.</summary>
internal sealed class Sidecars(Clusters clusters) : ClusterCondition(clusters)
{
    public override string Kind => "sidecars";

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var scope = new PodScope(arguments.SomeTexts(Kind), null);
        var living = await scope.ReadAsync(cluster, cancellation);
        var without = WithoutSidecar.Of(living, arguments);
        var evidence = without.AddTo(Evidence.None.With("namespaces", scope.Namespaces));
        return without.Problem is { } problem
            ? Answer.DoesNotHold(problem + living.Remark, evidence, without.Help(cluster.Name))
            : Answer.Holds(
                $"a sidecar in {Wording.Count(living.Pods.Count(pod => pod.HasProxy), "pod")} {scope.Where}{without.Remark}{living.Remark}", evidence);
    }
}
