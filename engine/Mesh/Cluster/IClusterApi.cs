namespace MeshRunbook.Mesh.Cluster;

/// <summary>Reads from the Kubernetes API of clusters. It never changes one.</summary>
public interface IClusterApi
{
    /// <summary>Sends one GET, once, without retrying.</summary>
    /// <param name="path">Path and query, such as <c>/api/v1/pods?limit=500</c>.</param>
    /// <param name="accept">The media type wanted, such as <c>application/json</c>.</param>
    /// <exception cref="HttpRequestException">The connection failed; it may work the next time.</exception>
    /// <exception cref="CannotTellException">The cluster cannot be reached until a person does something.</exception>
    Task<ApiReply> GetAsync(ClusterName cluster, string path, string accept, CancellationToken cancellation);

    /// <summary>Opens a connection to a port inside of a pod, to read from what listens there.</summary>
    /// <param name="path">The pod's, such as <c>/api/v1/namespaces/shop/pods/web-1</c>.</param>
    /// <exception cref="PortForwardRefusedException">The cluster leads nobody, or not us, to its pods.</exception>
    /// <exception cref="HttpRequestException">The connection to this pod failed; it may work the next time.</exception>
    /// <exception cref="CannotTellException">The cluster cannot be reached until a person does something.</exception>
    Task<Stream> ForwardAsync(ClusterName cluster, string path, int port, CancellationToken cancellation);
}

/// <param name="Status">The HTTP status.</param>
/// <param name="IsJson">Whether <paramref name="Body"/> says that it is JSON; what a proxy itself says is plain text.</param>
/// <param name="RetryAfter">How long the server asks to be left alone, or null.</param>
public sealed record ApiReply(int Status, bool IsJson, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null);
