using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MeshSim.Api;

/// <summary>The form that a client wants an answer in: the first of its <c>Accept</c> header that the server can write.</summary>
/// <param name="Shape"><c>Table</c>, <c>PartialObjectMetadata</c>, <c>APIGroupDiscoveryList</c> …; empty for plain JSON.</param>
internal sealed record Negotiation(string Shape, string Version, bool IsJson)
{
    public bool IsTable => Shape == "Table";
    public bool IsMetadata => Shape is "PartialObjectMetadata" or "PartialObjectMetadataList";

    public static Negotiation Of(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted is null || accepted.Count == 0) return new("", "", true);
        foreach (var type in accepted.OrderByDescending(type => type.Quality ?? 1))
        {
            if (type.MediaType.Value is not ("application/json" or "*/*" or "application/*")) continue;
            var shape = Parameter(type, "as");
            if (shape is "" or "Table" or "PartialObjectMetadata" or "PartialObjectMetadataList")
            {
                return new(shape, Parameter(type, "v"), true);
            }
        }

        return new("", "", false);
    }

    /// <summary>The first version of aggregated discovery that the client takes and the server has; empty for plain discovery.</summary>
    public static string DiscoveryVersion(HttpRequest request, IReadOnlyCollection<string> served)
    {
        foreach (var type in request.GetTypedHeaders().Accept ?? [])
        {
            if (type.MediaType.Value != "application/json") continue;
            if (Parameter(type, "as") == "APIGroupDiscoveryList" && served.Contains(Parameter(type, "v"))) return Parameter(type, "v");
            if (Parameter(type, "as") == "") return "";
        }

        return "";
    }

    private static string Parameter(MediaTypeHeaderValue type, string name) =>
        type.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Value.Value ?? "";
}
