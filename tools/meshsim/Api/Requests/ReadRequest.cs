namespace MeshSim.Api;

/// <summary>Reads one object.</summary>
internal static class ReadRequest
{
    public static Task RunAsync(Exchange exchange, ResourceType type)
    {
        VersionRequest.CheckReached(exchange.Store, exchange.Query("resourceVersion"));
        var found = exchange.Store.Get(type, exchange.Request.Namespace, exchange.Request.Name)
            ?? throw ApiException.NotFound(type, exchange.Request.Name);
        return ObjectAnswer.WriteAsync(exchange, type, found);
    }
}
