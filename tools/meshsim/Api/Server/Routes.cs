using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MeshSim.Api;

/// <summary>Leads a request to what answers it.</summary>
internal sealed class Routes(ApiServerOptions options, CancellationToken stopping)
{
    private readonly Discovery _discovery = new(options);

    public string Address { set => _discovery.Address = value; }

    public Task HandleAsync(Exchange exchange)
    {
        var request = exchange.Request;
        if (request.Resource.Length == 0) return PlainPathAsync(exchange, request.Path.TrimEnd('/'));
        if (Reviews.Find(request.Group, request.Resource) is not null && request.Verb == "create") return ReviewAsync(exchange);
        if (options.Store.Types.Find(request.Group, request.Resource) is not { } type || !type.Versions.Contains(request.Version))
        {
            return exchange.WriteNoSuchPathAsync();
        }

        if (request.Subresource.Length > 0 && !type.Subresources.Contains(request.Subresource.Split('/')[0])) return exchange.WriteNoSuchPathAsync();
        return request.Verb switch
        {
            "watch" => new WatchRequest(exchange, type, stopping).RunAsync(),
            "list" => ListRequest.RunAsync(exchange, type),
            _ when request.Subresource is not ("" or "status") => Subresources.RunAsync(exchange, type, stopping),
            "get" => ReadRequest.RunAsync(exchange, type),
            "create" => WriteRequest.CreateAsync(exchange, type),
            "update" => WriteRequest.ReplaceAsync(exchange, type),
            "patch" => PatchRequest.RunAsync(exchange, type),
            "delete" => DeleteRequest.RunAsync(exchange, type),
            "deletecollection" => DeleteRequest.RunForAllAsync(exchange, type),
            _ => throw new ApiException(405, "MethodNotAllowed", "the server does not allow this method on the requested resource"),
        };
    }

    private Task PlainPathAsync(Exchange exchange, string path)
    {
        if (exchange.Http.Request.Method is not ("GET" or "HEAD")) return exchange.WriteNoSuchPathAsync();
        return path switch
        {
            "/version" => exchange.WriteAsync(ServerVersion.Describe(options.Version)),
            "/healthz" or "/livez" or "/readyz" => exchange.WriteTextAsync("ok"),
            "/openapi/v2" => OpenApiRequest.Version2Async(exchange),
            "/openapi/v3" => OpenApiRequest.IndexAsync(exchange),
            _ when path.StartsWith("/openapi/v3/", StringComparison.Ordinal) => OpenApiRequest.Version3Async(exchange, path["/openapi/v3/".Length..]),
            _ when path is "" or "/api" or "/apis" || path.StartsWith("/api/", StringComparison.Ordinal)
                || path.StartsWith("/apis/", StringComparison.Ordinal) => _discovery.AnswerAsync(exchange, path),
            _ => exchange.WriteNoSuchPathAsync(),
        };
    }

    private static async Task ReviewAsync(Exchange exchange)
    {
        var review = await RequestBody.ReadObjectAsync(exchange);
        await exchange.WriteAsync(Access.Review(exchange, review), StatusCodes.Status201Created);
    }
}
