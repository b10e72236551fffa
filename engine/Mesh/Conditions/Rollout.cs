using System.Collections.Concurrent;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`rollout`: the named workloads, or all of a namespace, run what was last asked of them and nothing else.</summary>
internal sealed class Rollout(Clusters clusters) : ClusterCondition(clusters)
{
    private static readonly ResourceKind[] Kinds = [ResourceKind.Deployment, ResourceKind.StatefulSet, ResourceKind.DaemonSet];

    public override string Kind => "rollout";

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var reads = arguments.SomeTexts(Kind).Select(text => ReadAsync(cluster, ObjectName.Parse(text), arguments, cancellation));
        var workloads = (await Task.WhenAll(reads)).SelectMany(list => list).ToList();
        var namespaces = workloads.Select(workload => workload.Meta.Namespace).Distinct().ToList();
        var pods = new ConcurrentDictionary<string, PodsOfNamespace>();
        await Task.WhenAll(namespaces.Select(async name => pods[name] = await PodsOfNamespace.ReadAsync(cluster, name, cancellation)));

        var unfinished = new List<(Workload Workload, string Missing)>();
        foreach (var workload in workloads)
            if (RolloutState.Missing(workload, pods[workload.Meta.Namespace]) is { } missing) unfinished.Add((workload, missing));
        var evidence = Evidence.None
            .With("workloads", workloads.Select(workload => $"{workload.Meta.Namespace}/{workload.Name}"))
            .With("unfinished", unfinished.Select(one => $"{one.Workload.Meta.Namespace}/{one.Workload.Name}"));
        if (unfinished.Count == 0)
            return Answer.Holds($"{Wording.Count(workloads.Count, "workload")} rolled out: "
                + (workloads.Count == 0 ? "there is none" : Wording.Some(workloads.Select(workload => workload.Name))), evidence);

        var (first, _) = unfinished.OrderByDescending(one => RolloutState.IsStuck(one.Workload)).First();
        return Answer.DoesNotHold(
            $"{unfinished.Count} of {Wording.Count(workloads.Count, "workload")} not rolled out: "
            + Wording.Some(unfinished.OrderByDescending(one => RolloutState.IsStuck(one.Workload)).Select(one => one.Missing)),
            evidence, await HelpAsync(cluster, first, cancellation));
    }

    private static async Task<List<Workload>> ReadAsync(
        KubernetesCluster cluster, ObjectName name, Arguments arguments, CancellationToken cancellation)
    {
        var kind = await cluster.KindAsync(name.Kind, cancellation);
        if (kind == ResourceKind.Namespace)
        {
            var lists = await Task.WhenAll(Kinds.Select(one => cluster.ListAsync(
                one, name.Name ?? throw Unnamed(name), Selection.All, item => Workload.Read(one, item), cancellation)));
            return [.. lists.SelectMany(list => list)];
        }

        if (!Kinds.Contains(kind))
            throw new CannotTellException($"{name} has no rollout", "name a deployment, statefulset, daemonset or namespace");
        var place = arguments.TextOrNull("namespace") ?? "default";
        using var document = await cluster.GetAsync(kind, place, name.Name ?? throw Unnamed(name), cancellation);
        if (document is null)
            throw new CannotTellException($"there is no {name} in namespace {place}", $"see: {cluster.Name.Kubectl($"get {kind.Plural} -n {place}")}");
        return [Workload.Read(kind, document.RootElement)];
    }

    private static CannotTellException Unnamed(ObjectName name) => new($"`{name}` names no object", "write kind/name");

    /// <summary>StatefulSets and DaemonSets say only by events that they may not make pods.</summary>
    private static async Task<string> HelpAsync(KubernetesCluster cluster, Workload workload, CancellationToken cancellation)
    {
        var @namespace = workload.Meta.Namespace;
        var look = $"look at it: {cluster.Name.Kubectl($"describe {workload.Name} -n {@namespace}")}";
        if (workload.Strategy == "OnDelete" && workload.Updated < workload.Desired)
            return $"delete its old pods one by one: {cluster.Name.Kubectl($"get pods -n {@namespace}")}";
        if (workload.IsPaused) return $"resume it: {cluster.Name.Kubectl($"rollout resume {workload.Name} -n {@namespace}")}";
        if (workload.Kind == ResourceKind.Deployment || workload.Current >= workload.Desired) return look;
        try
        {
            var fields = $"involvedObject.name={workload.Meta.Name},reason=FailedCreate";
            var events = await cluster.ListAsync(ResourceKind.Event, @namespace, new(Fields: fields), item => item.Text("message"), cancellation);
            return events.Count == 0 ? look : $"its pods cannot be made: {events[^1]}; {look}";
        }
        catch (CannotTellException)
        {
            return look;
        }
    }
}
