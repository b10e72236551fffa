using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Trust;

/// <summary>Asks one proxy for its secrets.</summary>
internal interface IProxyAsking
{
    /// <summary>What the proxy printed as JSON, or why it did not.</summary>
    /// <exception cref="CannotTellException">No proxy of the cluster can be asked in this way.</exception>
    Task<(ReadOnlyMemory<byte> Printed, string? Problem)> AskAsync(ClusterName cluster, Pod pod, CancellationToken cancellation);
}
