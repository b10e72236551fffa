using MeshSim.Sidecars;

namespace MeshSim.Prober;

/// <summary>The workloads of a cluster to which its gateways send requests, by kind; gateways are none.</summary>
internal sealed class Backends
{
    private readonly Dictionary<TrustClass, Dictionary<string, Proxy>> _kinds = [];
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);

    /// <summary>Takes the proxies of a namespace for gateways.</summary>
    public void Leave(string @namespace) => _left.Add(@namespace);

    public void Add(Proxy proxy)
    {
        if (!_kinds.TryGetValue(proxy.Class, out var proxies)) _kinds[proxy.Class] = proxies = new(StringComparer.Ordinal);
        proxies[proxy.Uid] = proxy;
    }

    public void Remove(Proxy proxy)
    {
        if (!_kinds.TryGetValue(proxy.Class, out var proxies)) return;
        proxies.Remove(proxy.Uid);
        if (proxies.Count == 0) _kinds.Remove(proxy.Class);
    }

    /// <summary>One workload of each kind that there is in this mesh.</summary>
    public IEnumerable<(TrustClass Kind, Proxy Proxy)> OfEachKind(string mesh)
    {
        foreach (var (kind, proxies) in _kinds)
            if (kind.Mesh == mesh && proxies.Values.FirstOrDefault(proxy => !_left.Contains(proxy.Namespace)) is { } proxy) yield return (kind, proxy);
    }
}
