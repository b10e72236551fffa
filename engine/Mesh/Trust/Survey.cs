using System.Collections.Immutable;
using MeshRunbook.Mesh.Conditions;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Trust;

/// <summary>What the proxies of a cluster said about themselves.</summary>
internal sealed record Survey(ImmutableArray<ProxyReading> Readings, LivingPods Living)
{
    public required ProxyAccess Access { get; init; }

    public IEnumerable<ProxyReading> Answered => Readings.Where(reading => reading.Secrets is not null);

    public ImmutableArray<ProxyReading> Silent { get; } = [.. Readings.Where(reading => reading.Secrets is null)];

    public ImmutableArray<Pod> WithoutSidecar { get; } = [.. Living.Pods.Where(pod => !pod.HasProxy)];

    /// <summary>Every root that any proxy trusts.</summary>
    public ImmutableArray<Root> Roots { get; } = [.. Readings.SelectMany(reading => reading.Secrets?.Bundle ?? []).Distinct()];

    /// <summary>The root to which the certificate of each proxy that answered chains, of those that any proxy trusts; null where none is.</summary>
    public IReadOnlyDictionary<ProxyReading, Root?> Issuers { get; } = IssuersOf(Readings);

    private static Dictionary<ProxyReading, Root?> IssuersOf(ImmutableArray<ProxyReading> readings)
    {
        ImmutableArray<Root> roots = [.. readings.SelectMany(reading => reading.Secrets?.Bundle ?? []).Distinct()];
        return readings.Where(reading => reading.Secrets is not null).AsParallel()
            .Select(reading => (Reading: reading, Issuer: reading.Secrets!.Certificate.RootAmong(roots)))
            .ToDictionary(one => one.Reading, one => one.Issuer);
    }
}

/// <summary>One proxy's answer: its secrets, or why there is none.</summary>
internal sealed record ProxyReading(Pod Pod, ProxySecrets? Secrets, string? Problem);
