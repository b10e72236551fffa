using System.Collections.Concurrent;

namespace MeshSim.Sidecars;

/// <summary>All proxies that run, over all clusters, by the uid of their pod.</summary>
public sealed class ProxyTable
{
    private readonly ConcurrentDictionary<string, Proxy> _proxies = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Told of each proxy that came, went or changed what it trusts, one at a time.</summary>
    public event Action<Proxy?, Proxy?>? Changed;

    public IReadOnlyCollection<Proxy> All => (IReadOnlyCollection<Proxy>)_proxies.Values;

    public Proxy? Find(string uid) => _proxies.GetValueOrDefault(uid);

    public void Set(Proxy proxy)
    {
        lock (_gate)
        {
            var old = Find(proxy.Uid);
            _proxies[proxy.Uid] = proxy;
            if (old is null || !old.Class.Equals(proxy.Class)) Changed?.Invoke(old, proxy);
        }
    }

    public void Remove(string uid)
    {
        lock (_gate)
        {
            if (_proxies.TryRemove(uid, out var old)) Changed?.Invoke(old, null);
        }
    }
}
