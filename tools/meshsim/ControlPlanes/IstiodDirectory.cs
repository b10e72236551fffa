using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Certificates;
using MeshSim.Scenario;
using MeshSim.Sidecars;

namespace MeshSim.ControlPlanes;

/// <summary>The istiods that run in a cluster, and what they push to proxies.</summary>
public sealed class IstiodDirectory(ObjectStore store, Func<FaultPlan> faults)
{
    private readonly ConcurrentDictionary<string, Istiod> _running = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, (JsonObject? Mesh, JsonObject? Injector, MeshConfig? Config)> _configs = new(StringComparer.Ordinal);

    public IEnumerable<Istiod> Running => _running.Values;

    public Istiod? Find(string uid) => _running.GetValueOrDefault(uid);

    public void Add(Istiod istiod) => _running[istiod.Uid] = istiod;

    public void Remove(string uid) => _running.TryRemove(uid, out _);

    /// <summary>A revision's configuration as its ConfigMaps have it now, or null.</summary>
    public MeshConfig? Config(string revision)
    {
        var mesh = store.Get(BuiltInTypes.ConfigMaps, ControlPlaneNames.Namespace, ControlPlaneNames.MeshConfig(revision));
        var injector = store.Get(BuiltInTypes.ConfigMaps, ControlPlaneNames.Namespace, ControlPlaneNames.Injector(revision));
        // Stored objects never change, so the same objects mean the same configuration.
        if (_configs.TryGetValue(revision, out var known) && ReferenceEquals(known.Mesh, mesh) && ReferenceEquals(known.Injector, injector))
            return known.Config;
        var config = MeshConfig.Read(mesh, injector);
        _configs[revision] = (mesh, injector, config);
        return config;
    }

    /// <summary>The latest istiod among the ready endpoints of a Service in istio-system, or null.</summary>
    public Istiod? Behind(string service)
    {
        var endpoints = store.Get(BuiltInTypes.Endpoints, ControlPlaneNames.Namespace, service);
        return endpoints?.Objects("subsets").SelectMany(subset => subset.Objects("addresses"))
            .Select(address => Find(address.Text("targetRef", "uid") ?? ""))
            .OfType<Istiod>().MaxBy(istiod => istiod.Started);
    }

    /// <summary>The proxy with the roots and trust domains that this istiod gives it.</summary>
    public Proxy Push(Istiod istiod, Proxy proxy)
    {
        if (Config(istiod.Revision) is not { } config) return proxy;
        var own = proxy.Certificate.Root;
        var bundle = proxy.MergesPushedRoots ? TrustBundle.Of([own, .. Roots(istiod, config)]) : TrustBundle.Of(own);
        return bundle.Equals(proxy.Bundle) && config.Accepts == proxy.Accepts
            ? proxy
            : proxy with { Bundle = bundle, Accepts = config.Accepts, Updated = store.Clock.GetUtcNow() };
    }

    private IEnumerable<Root> Roots(Istiod istiod, MeshConfig config)
    {
        foreach (var root in config.Roots) yield return root;
        if (istiod.Authority is { } authority) yield return authority.Root;
        if (istiod.OldRoot is { } old && faults().OldRoot == OldRootBehaviour.Kept) yield return old;
    }
}
