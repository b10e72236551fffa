namespace MeshSim.Api;

internal static class OpenApiRequest
{
    public static Task Version2Async(Exchange exchange) => exchange.WriteNoSuchPathAsync();
    public static Task IndexAsync(Exchange exchange) => exchange.WriteNoSuchPathAsync();
    public static Task Version3Async(Exchange exchange, string path) => exchange.WriteNoSuchPathAsync();
}
