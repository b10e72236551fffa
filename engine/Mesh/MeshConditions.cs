using System.Collections.Immutable;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Cluster.Proxy;
using MeshRunbook.Mesh.Conditions;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh;

/// <summary>All conditions that look at a cluster, wired to the world; ends what it started when it is disposed.</summary>
public sealed class MeshConditions : IAsyncDisposable
{
    private readonly KubectlProxies _proxies;

    public MeshConditions(ICommands commands, TimeProvider time, MeshOptions options)
    {
        _proxies = new(commands, options.Environment, options.TemporaryFolder, time);
        var clusters = new Clusters(_proxies, time);
        var surveyor = new Surveyor(_proxies, commands, time, options);
        All = Create(clusters, surveyor, time);
        Trust = new(clusters, surveyor, time);
        Identities = new(clusters, commands, options);
    }

    public ImmutableArray<ICondition> All { get; }

    /// <summary>Looks at the trust of a whole cluster, with the same eyes.</summary>
    public TrustCheck Trust { get; }

    /// <summary>Tells clusters from each other.</summary>
    public ClusterIdentities Identities { get; }

    public ValueTask DisposeAsync() => _proxies.DisposeAsync();

    /// <summary>The conditions on any cluster port, for instance one in memory.</summary>
    public static ImmutableArray<ICondition> Create(IClusterApi api, ICommands commands, TimeProvider time, MeshOptions options) =>
        Create(new(api, time), new(api, commands, time, options), time);

    private static ImmutableArray<ICondition> Create(Clusters clusters, Surveyor surveyor, TimeProvider time) =>
    [
        new Exists(clusters), new Absent(clusters), new Labels(clusters), new Ready(clusters), new Rollout(clusters),
        new Revision(clusters), new Sidecars(clusters), new TrustRoots(clusters, surveyor), new Issuer(clusters, surveyor, time),
        new OneRoot(clusters, surveyor, time), new TrustDomains(clusters, surveyor), new ControlPlaneCondition(clusters),
        new Injection(clusters), new Unreferenced(clusters), new Principals(clusters), new CaDisabled(clusters),
    ];
}
