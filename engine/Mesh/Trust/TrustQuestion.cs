using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Trust;

/// <summary>What is to be found out about a cluster's trust.</summary>
/// <param name="Namespaces">None means all.</param>
/// <param name="Roots">What each proxy must trust at least: citadel, meshca, sha256:HEX, PEM text or a PEM file.</param>
/// <param name="Issuer">Who must have issued each proxy's certificate, by the same names; null where that does not matter.</param>
/// <param name="Istioctl">The program to ask with in place of port-forward; null leaves the choice to the cluster.</param>
public sealed record TrustQuestion(
    ClusterName Cluster, ImmutableArray<string> Namespaces, ImmutableArray<string> Roots, string? Issuer, string? Istioctl);
