using System.Collections.Immutable;

namespace MeshRunbook.Mesh.Trust;

/// <summary>One pod: what its proxy holds, and what is not as expected.</summary>
public sealed record PodTrust
{
    public required string Namespace { get; init; }

    public required string Pod { get; init; }

    /// <summary>What the pod belongs to, such as <c>deployment/web</c>.</summary>
    public required string Workload { get; init; }

    public required bool HasProxy { get; init; }

    /// <summary>The revision whose proxy the pod has; null without one.</summary>
    public required string? Revision { get; init; }

    /// <summary>The revision that the pod would get if it were started now; null where nobody asks for one.</summary>
    public required string? WantedRevision { get; init; }

    /// <summary>What the proxy answered; null without a proxy, and where it did not answer.</summary>
    public required ProxyTrust? Proxy { get; init; }

    /// <summary>Whether there is a proxy that did not answer. Such a one is never taken as trusted.</summary>
    public bool IsSilent => HasProxy && Proxy is null;

    public required ImmutableArray<Finding> Findings { get; init; }

    public bool IsAsExpected => Findings.IsEmpty;
}

/// <summary>What a proxy holds.</summary>
/// <param name="Roots">The roots that it trusts.</param>
/// <param name="Issuer">The root to which its certificate chains; null where none of those that the mesh trusts is.</param>
/// <param name="TrustDomain">The one in its certificate; null where it has no SPIFFE identity.</param>
/// <param name="Domains">Trust domain and aliases of its revision; null where its revision's configuration is not there.</param>
/// <param name="NotAfter">When its certificate expires.</param>
public sealed record ProxyTrust(
    ImmutableArray<KnownRoot> Roots, KnownRoot? Issuer, string? TrustDomain, ImmutableArray<string>? Domains, DateTimeOffset NotAfter);

/// <param name="Name">citadel or meshca where it is one of these, and otherwise how its fingerprint begins.</param>
/// <param name="Fingerprint"><c>sha256:</c> and the digits of the DER's SHA-256.</param>
/// <param name="IsMeshCa">Whether it is the root of Mesh CA.</param>
public sealed record KnownRoot(string Name, string Fingerprint, bool IsMeshCa);
