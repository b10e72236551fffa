using MeshSim.Sidecars;

namespace MeshSim.Prober;

/// <summary>
/// Checks the mTLS law for every ordered pair of proxies of a mesh whenever a proxy comes, goes or trusts something else. Proxies of
/// one class share verdicts, so a thousand of them are cheap; each new pair of classes also gets a real TLS handshake.
/// </summary>
public sealed class MtlsProber : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly ProxyTable _proxies;
    private readonly TimeProvider _clock;
    private readonly HandshakeQueue _handshakes;
    private readonly Dictionary<TrustClass, int> _classes = [];
    private readonly Dictionary<(TrustClass Client, TrustClass Server), Breach?> _verdicts = [];
    private readonly FailureList _failures = new();
    private readonly Dictionary<(TrustClass Class, string Cluster), int> _places = [];
    private readonly TrustRecorder _recorder;
    private readonly HashSet<string> _ignored;
    private (long Checked, long Failed, long Changes) _counts;
    private bool _counting;

    /// <param name="ignored">Namespaces whose proxies are left out.</param>
    public MtlsProber(ProxyTable proxies, TimeProvider clock, IEnumerable<string> ignored)
    {
        (_proxies, _clock, _ignored) = (proxies, clock, [.. ignored]);
        _handshakes = new(Failed);
        _recorder = new(clock);
        proxies.Changed += Change;
    }

    public async ValueTask DisposeAsync()
    {
        _proxies.Changed -= Change;
        await _handshakes.DisposeAsync();
    }

    /// <summary>From now on what is checked is counted; the mesh has come up.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _counting = true;
            _recorder.Begin();
            Check();
        }
    }

    /// <summary>All counts, once the handshakes under way are done.</summary>
    /// <param name="gateways">What came through the gateways meanwhile.</param>
    public async Task<ProbeReport> ReportAsync(GatewayReport gateways, CancellationToken stop)
    {
        await _handshakes.DrainAsync(stop);
        lock (_gate)
        {
            return new(
                _proxies.All.Count, _classes.Count, _counts.Changes, _counts.Checked, _counts.Failed,
                _handshakes.Done + gateways.Handshakes, _handshakes.FailedCount + gateways.HandshakesFailed,
                gateways.Gateways.Sum(gateway => gateway.Requests), gateways.Gateways.Sum(gateway => gateway.Failed), gateways.Gateways,
                [.. _failures.All.Concat(gateways.FirstFailures).OrderBy(failure => failure.Time).Take(FailureList.Most)], _recorder.ToHistory());
        }
    }

    private void Change(Proxy? before, Proxy? after)
    {
        if ((before ?? after) is { } proxy && _ignored.Contains(proxy.Namespace)) return;
        lock (_gate)
        {
            if (before is not null && --_classes[before.Class] == 0) Forget(before.Class);
            if (after is not null) _classes[after.Class] = _classes.GetValueOrDefault(after.Class) + 1;
            if (before is not null) Place(before, -1);
            if (after is not null) Place(after, +1);
            _recorder.Change(before, after);
            if (_counting) Check();
        }
    }

    private void Place(Proxy proxy, int change)
    {
        var place = (proxy.Class, proxy.Cluster);
        if ((_places[place] = _places.GetValueOrDefault(place) + change) == 0) _places.Remove(place);
    }

    private void Forget(TrustClass gone)
    {
        _classes.Remove(gone);
        foreach (var pair in _verdicts.Keys.Where(pair => pair.Client == gone || pair.Server == gone).ToArray()) _verdicts.Remove(pair);
    }

    private void Check()
    {
        _counts.Changes++;
        var broken = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (client, clients) in _classes)
        {
            foreach (var (server, servers) in _classes)
            {
                if (client.Mesh != server.Mesh) continue;
                var pairs = (long)clients * (client == server ? servers - 1 : servers);
                if (pairs == 0) continue;
                var breach = Verdict(client, server);
                _counts.Checked += pairs;
                if (breach is null) continue;
                _counts.Failed += pairs;
                foreach (var ((_, cluster), here) in _places.Where(place => place.Key.Class == client))
                    broken[cluster] = broken.GetValueOrDefault(cluster) + ((long)here * (client == server ? servers - 1 : servers));
            }
        }

        _recorder.Pairs(broken);
    }

    private Breach? Verdict(TrustClass client, TrustClass server)
    {
        if (_verdicts.TryGetValue((client, server), out var known)) return known;
        var breach = MtlsLaw.Check(client, server);
        _verdicts[(client, server)] = breach;
        var (one, two) = (Member(client, null), Member(server, Member(client, null)));
        if (one is null || two is null) return breach;
        if (breach is not null) _failures.Add(new(_clock.GetUtcNow(), one.ToString(), two.ToString(), MtlsLaw.Describe(breach.Value)));
        _handshakes.Add(new(one, two, Expected: breach is null));
        return breach;
    }

    private Proxy? Member(TrustClass @class, Proxy? other) =>
        _proxies.All.FirstOrDefault(proxy => proxy.Uid != other?.Uid && proxy.Class == @class && !_ignored.Contains(proxy.Namespace)) ?? (other?.Class == @class ? other : null);

    private void Failed(HandshakePair pair)
    {
        lock (_gate)
        {
            _counts.Failed++;
            _failures.Add(new(_clock.GetUtcNow(), pair.Client.ToString(), pair.Server.ToString(), MtlsLaw.Describe(Breach.HandshakeFailed)));
        }
    }
}
