using System.Text.Json;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`ready`: workloads and pods that serve, services with ready endpoints, webhooks whose service has them.</summary>
internal sealed class Ready(Clusters clusters) : ClusterCondition(clusters)
{
    public override string Kind => "ready";

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var wanted = arguments.SomeTexts(Kind);
        var checks = await Task.WhenAll(wanted.Select(text => CheckAsync(cluster, ObjectName.Parse(text), arguments, cancellation)));
        var wrong = checks.Where(check => !check.IsReady).ToList();
        var evidence = Evidence.None
            .With("ready", checks.Where(check => check.IsReady).Select(check => check.Name))
            .With("notReady", wrong.Select(check => check.Name));
        if (wrong.Count == 0) return Answer.Holds($"{Wording.Some(checks.Select(check => check.Finding))}", evidence);
        return Answer.DoesNotHold(
            Wording.Some(wrong.Select(check => check.Finding)), evidence,
            $"look at it: {cluster.Name.Kubectl($"describe {wrong[0].Name}{Lookup.Flag(arguments)}")}");
    }

    private static async Task<Readiness> CheckAsync(
        KubernetesCluster cluster, ObjectName name, Arguments arguments, CancellationToken cancellation)
    {
        var kind = await cluster.KindAsync(name.Kind, cancellation);
        var objectName = name.Name ?? throw new CannotTellException($"`{name}` names no object", "write kind/name");
        var place = kind.IsNamespaced ? arguments.TextOrNull("namespace") ?? "default" : null;
        using var document = await cluster.GetAsync(kind, place, objectName, cancellation);
        if (document is null)
            return new(name.ToString(), false, $"there is no {name}" + (place is null ? "" : $" in namespace {place}"));
        var minimum = arguments.Integer("minimum");
        if (kind == ResourceKind.Pod) return OfPod(name, document.RootElement);
        if (kind == ResourceKind.Service) return await OfServiceAsync(cluster, name, place!, arguments, cancellation);
        if (kind == ResourceKind.MutatingWebhook || kind == ResourceKind.ValidatingWebhook)
            return await WebhookReadiness.CheckAsync(
                cluster, name.ToString(), WebhookConfiguration.Read(document.RootElement), cancellation);
        if (kind == ResourceKind.Deployment || kind == ResourceKind.StatefulSet || kind == ResourceKind.DaemonSet)
            return OfWorkload(Workload.Read(kind, document.RootElement), minimum);
        throw new CannotTellException(
            $"readiness of {name} is not defined", "name a deployment, statefulset, daemonset, pod, service or webhook configuration");
    }

    private static Readiness OfPod(ObjectName name, JsonElement element)
    {
        var pod = Pod.Read(element);
        var isReady = pod.IsReady && !pod.Meta.IsTerminating;
        return new(name.ToString(), isReady, isReady ? $"{name} is ready" : $"{name} is {(pod.Meta.IsTerminating ? "terminating" : $"not ready ({pod.Phase})")}");
    }

    /// <summary>No pods at all are not ready either, unless the runbook says `minimum: 0`.</summary>
    public static Readiness OfWorkload(Workload workload, int? minimum)
    {
        var wanted = minimum ?? Math.Max(1, workload.Desired);
        var finding = $"{workload.Name} has {workload.Available} of {wanted} pods available";
        if (!workload.IsObserved) return new(workload.Name, false, $"{workload.Name}: its controller has not seen the last change yet");
        return new(workload.Name, workload.Available >= wanted, workload.Trouble is { } trouble ? $"{finding}; {trouble}" : finding);
    }

    private static async Task<Readiness> OfServiceAsync(
        KubernetesCluster cluster, ObjectName name, string @namespace, Arguments arguments, CancellationToken cancellation)
    {
        var wanted = arguments.Integer("minimum") ?? 1;
        var endpoints = await ServiceEndpoints.ReadyAsync(cluster, @namespace, name.Name!, cancellation);
        var matching = arguments.TextOrNull("matching");
        var revision = arguments.TextOrNull("revision");
        var count = endpoints.Count;
        if (matching is not null || revision is not null)
        {
            var pods = await cluster.ListAsync(ResourceKind.Pod, @namespace, new(matching), Pod.Read, cancellation);
            count = pods.Count(pod => endpoints.Pods.Contains(pod.Meta.Name) && (revision is null || pod.Revision == revision));
        }

        var which = (matching is null ? "" : $" that match {matching}") + (revision is null ? "" : $" of revision {revision}");
        var finding = $"{name} has {Wording.Count(count, "ready endpoint")}{which}" + (count >= wanted || wanted == 1 ? "" : $", not {wanted}");
        return new(name.ToString(), count >= wanted, finding);
    }
}

/// <param name="Finding">What was found, for people.</param>
internal sealed record Readiness(string Name, bool IsReady, string Finding);
