using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Certificates;
using MeshSim.Controllers;
using MeshSim.Prober;
using MeshSim.Sidecars;

namespace MeshSim.Running;

/// <summary>Each workload's kind, replicas, revision, trust and issuer, for <c>meshsim state</c>.</summary>
internal static class WorkloadState
{
    private static readonly ResourceType[] Types =
        [BuiltInTypes.Deployments, BuiltInTypes.StatefulSets, BuiltInTypes.DaemonSets, BuiltInTypes.Jobs];

    public static JsonObject Of(SimulatedCluster cluster, ProxyTable proxies)
    {
        var pods = cluster.Store.List(BuiltInTypes.Pods).Items.Where(PodTemplates.IsActive).ToLookup(pod => $"{pod.Namespace()}/{OwnerOf(pod)}");
        var states = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var type in Types)
            foreach (var workload in cluster.Store.List(type).Items)
                states[$"{workload.Namespace()}/{type.Kind}/{workload.Name()}"] = Workload(workload, pods[$"{workload.Namespace()}/{workload.Name()}"], proxies);
        foreach (var bare in cluster.Store.List(BuiltInTypes.Pods).Items.Where(pod => !pod.OwnerReferences().Any()))
            states[$"{bare.Namespace()}/Pod/{bare.Name()}"] = Pods([bare], proxies);
        return new(states);
    }

    /// <summary>The name of the workload that a pod belongs to.</summary>
    public static string OwnerOf(JsonObject pod)
    {
        var owner = pod.OwnerReferences().FirstOrDefault();
        var name = owner?.Text("name") ?? pod.Name();
        return owner?.Text("kind") == "ReplicaSet" && pod.Label(PodTemplates.HashLabel) is { } hash && name.EndsWith("-" + hash, StringComparison.Ordinal)
            ? name[..^(hash.Length + 1)]
            : name;
    }

    private static JsonObject Workload(JsonObject workload, IEnumerable<JsonObject> pods, ProxyTable proxies)
    {
        var state = Pods([.. pods], proxies);
        state["replicas"] = workload.Number("spec", "replicas") ?? workload.Number("status", "desiredNumberScheduled") ?? workload.Number("spec", "parallelism") ?? 1;
        state["templateRevision"] = workload.Text("spec", "template", "metadata", "labels", "istio.io/rev");
        return state;
    }

    private static JsonObject Pods(IReadOnlyList<JsonObject> pods, ProxyTable proxies)
    {
        var running = pods.Select(pod => proxies.Find(pod.Uid())).OfType<Proxy>().ToArray();
        return new()
        {
            ["ready"] = pods.Count(PodTemplates.IsReady),
            ["revisions"] = Distinct(pods.Select(pod => Sidecar.RevisionOf(pod) ?? "none")),
            ["issuers"] = Distinct(running.Select(proxy => RootName.Of(proxy.Certificate.Root))),
            ["trusts"] = Distinct(running.SelectMany(proxy => proxy.Bundle.Roots).Select(root => $"{RootName.Of(root)} {root.Fingerprint}")),
            ["trustDomains"] = Distinct(running.Select(proxy => proxy.Certificate.Identity.TrustDomain)),
            ["accepts"] = Distinct(running.Select(proxy => proxy.Accepts)),
        };
    }

    private static JsonArray Distinct(IEnumerable<string> values) =>
        new([.. values.Distinct().Order(StringComparer.Ordinal).Select(value => JsonValue.Create(value))]);
}
