using MeshSim.Certificates;

namespace MeshSim.ControlPlanes;

/// <summary>One running istiod pod with what it read when it started.</summary>
/// <param name="Authority">Its CA, or null when that is switched off.</param>
/// <param name="OldRoot">With its CA switched off: the root it found in the cluster's CA secrets, if any.</param>
public sealed record Istiod(string Pod, string Uid, string Revision, CertificateAuthority? Authority, Root? OldRoot, DateTimeOffset Started);
