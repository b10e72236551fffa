using System.Text.Json;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`caDisabled`: no istiod of the namespace may sign; one that may would make itself a new root when it starts without
/// its secret.</summary>
internal sealed class CaDisabled(Clusters clusters) : ClusterCondition(clusters)
{
    private const string Switch = "ENABLE_CA_SERVER";
    private static readonly Selection Istiods = new("app=istiod");

    public override string Kind => "caDisabled";

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var @namespace = arguments.Text(Kind);
        var deployments = cluster.ListAsync(ResourceKind.Deployment, @namespace, Istiods,
            item => Istiod.Read(Meta.Read(item), "deployment/" + Meta.Read(item).Name, item.At("spec").At("template", "spec")), cancellation);
        var pods = cluster.ListAsync(ResourceKind.Pod, @namespace, Istiods, item =>
        {
            var pod = Pod.Read(item);
            return pod.IsCompleted ? null : Istiod.Read(pod.Meta, $"pods of {pod.Workload.Kind}/{pod.Workload.Name}", item.At("spec"));
        }, cancellation);
        await Task.WhenAll(deployments, pods);
        var all = (await deployments).Concat(await pods).ToList();
        var signing = all.Where(istiod => !istiod.IsOff).ToList();
        var evidence = Evidence.None.With("off", all.Where(istiod => istiod.IsOff).Select(istiod => istiod.Name))
            .With("signing", signing.Select(istiod => istiod.Name));
        if (signing.Count > 0)
            return Answer.DoesNotHold(
                $"its CA is on in {@namespace}: {Wording.Some(signing.Select(istiod => istiod.Name).Distinct())}", evidence,
                $"remove that istiod, or set {Switch}=false: {cluster.Name.Kubectl($"set env {signing[0].Name} {Switch}=false -n {@namespace}")}");
        return Answer.Holds(
            all.Count == 0 ? $"there is no istiod in {@namespace}" : $"no istiod in {@namespace} signs: {Wording.Some(all.Select(istiod => istiod.Name).Distinct())}",
            evidence);
    }

    private sealed record Istiod(string Name, bool IsOff)
    {
        public static Istiod Read(Meta meta, string name, JsonElement spec)
        {
            var values = spec.Items("containers").SelectMany(container => container.Items("env"))
                .Where(variable => variable.Text("name") == Switch).Select(variable => variable.Text("value"));
            return new(meta.IsTerminating ? name + " (terminating)" : name, values.Any(value => value == "false"));
        }
    }
}
