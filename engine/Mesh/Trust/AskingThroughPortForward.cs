using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Trust;

/// <summary>Asks the administration port of a proxy's Envoy for the secrets in use, through a connection that the API server leads there.</summary>
internal sealed class AskingThroughPortForward(IClusterApi api, TimeProvider time) : IProxyAsking
{
    private const int AdministrationPort = 15000;
    private const long LargestDump = 8 * 1024 * 1024;
    private static readonly Uri Dump = new($"http://localhost:{AdministrationPort}/config_dump?resource=dynamic_active_secrets");

    /// <exception cref="PortForwardRefusedException">The cluster leads nobody, or not us, to its pods.</exception>
    public async Task<(ReadOnlyMemory<byte> Printed, string? Problem)> AskAsync(ClusterName cluster, Pod pod, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Surveyor.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await DumpAsync(cluster, pod, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (default, $"does not answer within {Surveyor.Patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (default, $"does not answer ({Silence.Of((e.InnerException as IOException ?? e).Message, "it says nothing")})");
        }
    }

    private async Task<(ReadOnlyMemory<byte> Printed, string? Problem)> DumpAsync(ClusterName cluster, Pod pod, CancellationToken cancellation)
    {
        await using var connection = await api.ForwardAsync(
            cluster, ResourceKind.Pod.Path(pod.Meta.Namespace, pod.Meta.Name), AdministrationPort, cancellation);
        // A client for one request: one that keeps connections might hand this pod's to another pod's question.
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, _) => ValueTask.FromResult(connection), UseProxy = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestDump,
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, Dump);
        request.Headers.Connection.Add("close");
        using var response = await client.SendAsync(request, cancellation);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadAsByteArrayAsync(cancellation), null)
            : (default, $"does not answer (its Envoy says {(int)response.StatusCode})");
    }
}
