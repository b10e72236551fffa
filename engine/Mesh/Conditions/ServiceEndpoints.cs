using System.Collections.Immutable;
using System.Text.Json;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>The ready endpoints of a service.</summary>
/// <param name="Count">Addresses, with or without a pod behind them.</param>
/// <param name="Pods">The names of the pods behind them.</param>
internal sealed record ServiceEndpoints(int Count, ImmutableHashSet<string> Pods)
{
    /// <summary>From EndpointSlices; from Endpoints where a cluster (before Kubernetes 1.21) does not serve those.</summary>
    public static async Task<ServiceEndpoints> ReadyAsync(
        KubernetesCluster cluster, string @namespace, string service, CancellationToken cancellation)
    {
        var slices = await cluster.ListAsync(
            ResourceKind.EndpointSlice, @namespace, new($"kubernetes.io/service-name={service}"), OfSlice, cancellation);
        if (slices.Count > 0) return Of(slices.SelectMany(slice => slice));
        using var endpoints = await cluster.GetAsync(ResourceKind.Endpoints, @namespace, service, cancellation);
        return Of(endpoints is null ? [] : endpoints.RootElement.Items("subsets").SelectMany(subset => subset.Items("addresses"))
            .Select(address => new Address(address.Text("ip") ?? "", PodOf(address))).ToList());
    }

    private static ServiceEndpoints Of(IEnumerable<Address> addresses)
    {
        var distinct = addresses.Distinct().ToList();
        return new(distinct.Count, [.. distinct.Select(address => address.Pod).OfType<string>()]);
    }

    /// <summary>An absent `ready` means that nobody knows, which Kubernetes asks to be read as ready.</summary>
    private static List<Address> OfSlice(JsonElement slice) =>
    [
        .. slice.Items("endpoints")
            .Where(endpoint => endpoint.At("conditions").At("ready").ValueKind != JsonValueKind.False)
            .Select(endpoint => new Address(endpoint.Texts("addresses").FirstOrDefault() ?? "", PodOf(endpoint))),
    ];

    private static string? PodOf(JsonElement endpoint) =>
        endpoint.At("targetRef") is var target && target.Text("kind") == "Pod" ? target.Text("name") : null;

    private readonly record struct Address(string Ip, string? Pod);
}
