using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Certificates;
using MeshSim.ControlPlanes;
using MeshSim.Scenario;

namespace MeshSim.Sidecars;

/// <summary>Starts the proxies of pods: gets them a certificate from their CA and the trust that their control plane pushes.</summary>
public sealed class SidecarStarter(ObjectStore store, string mesh, IstiodDirectory directory, ProxyTable proxies, Func<FaultPlan> faults)
{
    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(2);

    /// <summary>False while the proxy's control plane or CA does not answer; its pod is then not ready.</summary>
    public bool Start(JsonObject pod, string cluster)
    {
        if (proxies.Find(pod.Uid()) is not null) return true;
        var service = Sidecar.Variable(pod, "DISCOVERY_ADDRESS").Split('.')[0];
        if (directory.Behind(service) is not { } istiod) return false;
        var authority = Sidecar.Variable(pod, "CA_ADDR") == MeshCa.Address ? MeshCa.Authority : istiod.Authority;
        if (authority is null) return false;
        var identity = new SpiffeId(Sidecar.Variable(pod, "TRUST_DOMAIN"), pod.Namespace(), Sidecar.ServiceAccount(pod));
        var now = store.Clock.GetUtcNow();
        var revision = Sidecar.RevisionOf(pod) ?? "";
        var isExpired = faults().BehaviourOf(cluster, pod.Namespace(), pod.Name(), revision) == PodBehaviour.Expired;
        var proxy = new Proxy(
            cluster, mesh, pod.Namespace(), pod.Name(), pod.Uid(), Workload(pod), revision,
            service, Sidecar.Variable(pod, "PROXY_CONFIG_XDS_AGENT") == "true", authority.Issue(identity, isExpired ? now - LongAgo : now),
            TrustBundle.Empty, "", now);
        proxies.Set(directory.Push(istiod, proxy));
        return true;
    }

    public void Stop(string uid) => proxies.Remove(uid);

    private static string Workload(JsonObject pod)
    {
        var owner = pod.OwnerReferences().FirstOrDefault();
        var name = owner?.Text("name") ?? pod.Name();
        return owner?.Text("kind") == "ReplicaSet" && pod.Label("pod-template-hash") is { } hash && name.EndsWith("-" + hash, StringComparison.Ordinal)
            ? name[..^(hash.Length + 1)]
            : name;
    }
}
