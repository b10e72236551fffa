using MeshSim.Api;
using MeshSim.Certificates;
using MeshSim.Prober;
using MeshSim.Scenario;
using MeshSim.Sidecars;

namespace MeshSim.Running;

/// <summary>All clusters of a scenario, served, and what watches over them.</summary>
internal sealed class SimulatedMesh : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(5);
    private const int EnoughIdleTurns = 12;
    private readonly List<ApiServer> _servers = [];
    private readonly ServerIdentity _identity = new(DateTimeOffset.UtcNow);
    private readonly Lock _asmcli = new();
    private volatile FaultPlan _faults;
    private volatile bool _ready;

    private SimulatedMesh(MeshScenario scenario, string token)
    {
        Scenario = scenario;
        Prober = new(Proxies, TimeProvider.System, scenario.Unprobed);
        Gateways = new(Proxies, TimeProvider.System);
        Calls = new(scenario.Seed);
        Credentials = new(token);
        _faults = scenario.Faults;
    }

    public MeshScenario Scenario { get; }

    public ProxyTable Proxies { get; } = new();

    public MtlsProber Prober { get; }

    public GatewayProber Gateways { get; }

    public List<SimulatedCluster> Clusters { get; } = [];

    public Credentials Credentials { get; }

    public CallFaults Calls { get; }

    /// <summary>The ways into the clusters, with the credentials of now.</summary>
    public IReadOnlyList<KubeconfigEntry> Entries =>
        [.. Clusters.Zip(_servers, (cluster, server) => new KubeconfigEntry(cluster.Scenario.Context, server.Url, _identity.AuthorityPem, Credentials.Token))];

    public IReadOnlyList<ApiServer> Servers => _servers;

    /// <summary>What goes wrong from now on.</summary>
    public FaultPlan Faults
    {
        get => _faults;
        set
        {
            _faults = value;
            foreach (var cluster in Clusters) cluster.PushAgain();
        }
    }

    /// <summary>Where the next <c>asmcli install</c> fails, if it does; each failure is taken once.</summary>
    public AsmcliStage? TakeAsmcliFailure()
    {
        lock (_asmcli)
        {
            if (_faults.AsmcliFailures == 0) return null;
            _faults = _faults with { AsmcliFailures = _faults.AsmcliFailures - 1 };
            return _faults.AsmcliFailsAt;
        }
    }

    /// <summary>The cluster that a server's address belongs to, or null.</summary>
    public SimulatedCluster? ClusterAt(string? server)
    {
        var index = _servers.FindIndex(one => server is not null && Uri.TryCreate(server, UriKind.Absolute, out var uri) && uri.Port == one.Url.Port);
        return index < 0 ? null : Clusters[index];
    }

    /// <summary>Starts and seeds all clusters; returns when their pods run.</summary>
    public static async Task<SimulatedMesh> StartAsync(MeshScenario scenario, string token, Action<string> complain, CancellationToken stop)
    {
        var mesh = new SimulatedMesh(scenario, token);
        try
        {
            await mesh.ServeAsync(complain, stop);
            await mesh.SeedAsync(stop);
            mesh.Prober.Begin();
            mesh.Gateways.Begin();
            mesh._ready = true;
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_servers.Select(server => server.DisposeAsync().AsTask()));
        foreach (var cluster in Clusters) await cluster.DisposeAsync();
        await Prober.DisposeAsync();
        await Gateways.DisposeAsync();
    }

    private async Task ServeAsync(Action<string> complain, CancellationToken stop)
    {
        foreach (var scenario in Scenario.Clusters)
        {
            var cluster = new SimulatedCluster(scenario, Scenario, () => _faults, Proxies, Gateways, _identity.AuthorityPem, complain);
            Clusters.Add(cluster);
            var server = await ApiServer.StartAsync(new(cluster.Store, _identity.Certificate)
            {
                Version = scenario.KubernetesVersion.Count(c => c == '.') == 1 ? scenario.KubernetesVersion + ".4" : scenario.KubernetesVersion,
                UserOf = Credentials.UserOf,
                Faults = request => _ready ? Calls.Next(_faults.Api, scenario.Name, request) : null,
                Logs = (pod, container) => PodLogs.Of(pod, container),
                Ports = (pod, port) => EnvoyAdmin.Of(this, cluster, pod, port),
            }, stop);
            _servers.Add(server);
        }
    }

    private async Task SeedAsync(CancellationToken stop)
    {
        var now = DateTimeOffset.UtcNow;
        var authorities = new Dictionary<string, CaFiles>(StringComparer.Ordinal);
        foreach (var same in Scenario.Clusters.GroupBy(cluster => (cluster.Mesh, cluster.Ca)))
        {
            // The clusters of a mesh share their root: plugged in below one root, or self-signed once and copied to each.
            var plugged = same.Key.Ca == OldCa.PluggedIn
                ? CaFiles.PluggedIn(same.Key.Mesh, [.. same.Select(cluster => cluster.Context)], now)
                : null;
            var own = plugged is null ? CaFiles.SelfSigned(now) : null;
            foreach (var cluster in same) authorities[cluster.Context] = own ?? plugged![cluster.Context];
        }

        await Task.WhenAll(Clusters.Select(cluster => cluster.SeedAsync(authorities[cluster.Scenario.Context], stop)));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(LongestStart);
        await Task.WhenAll(Clusters.Select(cluster => SettleAsync(cluster, limit.Token)));
    }

    /// <summary>Waits until all pods run, or, as faults and quotas may forbid that, until nothing has moved for a good while
    /// in which the controllers had time to.</summary>
    private async Task SettleAsync(SimulatedCluster cluster, CancellationToken stop)
    {
        var patience = (Scenario.Timings.PodStart * 12) + TimeSpan.FromMilliseconds(800);
        var (version, turns, since) = (cluster.Store.Version, cluster.IdleTurns, DateTimeOffset.UtcNow);
        while (!cluster.IsSettled())
        {
            await Task.Delay(10, stop);
            if (cluster.Store.Version is var now && now != version) (version, turns, since) = (now, cluster.IdleTurns, DateTimeOffset.UtcNow);
            else if (DateTimeOffset.UtcNow - since > patience && cluster.IdleTurns - turns >= EnoughIdleTurns) return;
        }
    }
}
