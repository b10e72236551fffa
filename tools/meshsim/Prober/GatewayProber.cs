using MeshSim.Sidecars;

namespace MeshSim.Prober;

/// <summary>
/// Sends requests through the Service of each gateway whenever anything on their way has changed: to each pod behind a ready endpoint,
/// and from there by mutual TLS to a workload of each kind in the cluster. What holds between two changes holds all the time between
/// them. A gateway's pod that meets a kind of workload for the first time also does a real TLS handshake with it.
/// </summary>
public sealed class GatewayProber : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly ProxyTable _proxies;
    private readonly TimeProvider _clock;
    private readonly HandshakeQueue _handshakes;
    private readonly Dictionary<Gateway, (long Requests, long Failed)> _gateways = [];
    private readonly Dictionary<string, Backends> _backends = new(StringComparer.Ordinal);
    private readonly HashSet<(string Pod, TrustClass Backend)> _met = [];
    private readonly FailureList _failures = new();
    private bool _counting;

    public GatewayProber(ProxyTable proxies, TimeProvider clock)
    {
        (_proxies, _clock) = (proxies, clock);
        _handshakes = new(Failed);
        proxies.Changed += Change;
    }

    public async ValueTask DisposeAsync()
    {
        _proxies.Changed -= Change;
        await _handshakes.DisposeAsync();
    }

    /// <summary>Sends requests through this gateway from now on.</summary>
    public void Add(Gateway gateway)
    {
        lock (_gate)
        {
            _gateways[gateway] = (0, 0);
            BackendsOf(gateway.Cluster).Leave(gateway.Namespace);
        }
    }

    /// <summary>From now on requests are counted; the mesh has come up.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _counting = true;
            foreach (var gateway in _gateways.Keys.ToArray()) Send(gateway);
        }
    }

    /// <summary>The Service or its endpoints have changed.</summary>
    public void Changed(Gateway gateway)
    {
        lock (_gate)
        {
            if (_counting) Send(gateway);
        }
    }

    /// <summary>All counts, once the handshakes under way are done.</summary>
    public async Task<GatewayReport> ReportAsync(CancellationToken stop)
    {
        await _handshakes.DrainAsync(stop);
        lock (_gate)
        {
            return new(
                [.. _gateways.Select(one => new GatewayCounts(one.Key.Cluster, one.Key.Namespace, one.Key.Name, one.Value.Requests, one.Value.Failed))],
                _handshakes.Done, _handshakes.FailedCount, _failures.All);
        }
    }

    private void Change(Proxy? before, Proxy? after)
    {
        lock (_gate)
        {
            if (before is not null) BackendsOf(before.Cluster).Remove(before);
            if (after is not null) BackendsOf(after.Cluster).Add(after);
            if (!_counting) return;
            var cluster = (after ?? before)!.Cluster;
            foreach (var gateway in _gateways.Keys.Where(gateway => gateway.Cluster == cluster).ToArray()) Send(gateway);
        }
    }

    private Backends BackendsOf(string cluster) =>
        _backends.TryGetValue(cluster, out var known) ? known : _backends[cluster] = new();

    private void Send(Gateway gateway)
    {
        switch (gateway.Endpoints())
        {
            case null: Count(gateway, gateway.ToString(), "the gateway's Service is gone"); break;
            case []: Count(gateway, gateway.ToString(), "the gateway's Service has no ready endpoint"); break;
            case { } endpoints:
                foreach (var endpoint in endpoints) Send(gateway, endpoint);
                break;
        }
    }

    private void Send(Gateway gateway, GatewayEndpoint endpoint)
    {
        if (_proxies.Find(endpoint.Uid) is not { } proxy)
        {
            Count(gateway, $"{gateway.Cluster}/{gateway.Namespace}/{endpoint.Pod}", "a ready endpoint of the gateway's Service leads to a pod without a running proxy");
            return;
        }

        var backends = BackendsOf(gateway.Cluster).OfEachKind(proxy.Mesh).ToList();
        if (backends.Count == 0) Count(gateway, "", null);
        foreach (var (kind, backend) in backends)
        {
            var breach = MtlsLaw.Check(proxy.Class, kind);
            Count(gateway, backend.ToString(), breach is { } broken ? MtlsLaw.Describe(broken) : null, proxy.ToString());
            if (_met.Add((proxy.Uid, kind))) _handshakes.Add(new(proxy, backend, Expected: breach is null));
        }
    }

    private void Count(Gateway gateway, string target, string? problem, string client = "clients")
    {
        var (requests, failed) = _gateways[gateway];
        _gateways[gateway] = (requests + 1, failed + (problem is null ? 0 : 1));
        if (problem is not null) _failures.Add(new(_clock.GetUtcNow(), client, target, problem));
    }

    private void Failed(HandshakePair pair)
    {
        lock (_gate)
        {
            foreach (var gateway in _gateways.Keys.Where(gateway => gateway.Cluster == pair.Client.Cluster && gateway.Namespace == pair.Client.Namespace).Take(1).ToArray())
                Count(gateway, pair.Server.ToString(), MtlsLaw.Describe(Breach.HandshakeFailed), pair.Client.ToString());
        }
    }
}

/// <summary>What the requests through gateways came to.</summary>
public sealed record GatewayReport(IReadOnlyList<GatewayCounts> Gateways, long Handshakes, long HandshakesFailed, IReadOnlyList<ProbeFailure> FirstFailures);
