using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MeshSim.Api;

/// <summary>Tells clients what is served: the classic documents, and from 1.27 the aggregated ones.</summary>
internal sealed class Discovery(ApiServerOptions options)
{
    private const int FirstAggregatedMinor = 27;
    private const int FirstStableAggregatedMinor = 30;

    public string Address { get; set; } = "";

    private IReadOnlyCollection<string> AggregatedVersions => ServerVersion.Parse(options.Version).Minor switch
    {
        < FirstAggregatedMinor => [],
        < FirstStableAggregatedMinor => ["v2beta1"],
        _ => ["v2", "v2beta1"],
    };

    public Task AnswerAsync(Exchange exchange, string path)
    {
        var types = options.Store.Types.All.AddRange(Reviews.All);
        if (path is "/api" or "/apis" && Negotiation.DiscoveryVersion(exchange.Http.Request, AggregatedVersions) is { Length: > 0 } version)
        {
            return AggregatedAsync(exchange, types.Where(type => type.Group.Length == 0 == (path == "/api")), version);
        }

        if (path is "/api" or "/apis") exchange.Http.Response.Headers.Vary = "Accept";
        return path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [] => exchange.WriteAsync(DiscoveryDocument.Paths(types)),
            ["api"] => exchange.WriteAsync(DiscoveryDocument.CoreVersions(Address)),
            ["api", var core] => ResourcesAsync(exchange, types, "", core),
            ["apis"] => exchange.WriteAsync(DiscoveryDocument.Groups(types)),
            ["apis", var group] when types.Any(type => type.Group == group) => exchange.WriteAsync(DiscoveryDocument.Group(types, group)),
            ["apis", var group, var inGroup] => ResourcesAsync(exchange, types, group, inGroup),
            _ => exchange.WriteNoSuchPathAsync(),
        };
    }

    private static Task ResourcesAsync(Exchange exchange, IEnumerable<ResourceType> types, string group, string version)
    {
        var served = types.Where(type => type.Group == group && type.Versions.Contains(version)).ToList();
        return served.Count == 0
            ? exchange.WriteNoSuchPathAsync()
            : exchange.WriteAsync(DiscoveryDocument.Resources(served, group, version));
    }

    private static Task AggregatedAsync(Exchange exchange, IEnumerable<ResourceType> types, string version)
    {
        var body = Encoding.UTF8.GetBytes(AggregatedDiscovery.Document(types, version).ToJsonString());
        var etag = $"\"{Convert.ToHexString(SHA512.HashData(body))}\"";
        var headers = exchange.Http.Response.Headers;
        headers.ETag = etag;
        headers.Vary = "Accept";
        headers.CacheControl = "public";
        if (exchange.Http.Request.Headers.IfNoneMatch == etag)
        {
            exchange.Http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return exchange.WriteAsync(body, 200, $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList");
    }
}
