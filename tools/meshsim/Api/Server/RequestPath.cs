using Microsoft.AspNetCore.Http;

namespace MeshSim.Api;

/// <summary>Reads a request's path the way the API server does.</summary>
internal static class RequestPath
{
    public static RequestInfo Read(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        var agent = request.Headers.UserAgent.ToString();
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var skip = parts switch
        {
            ["api", _, ..] => 2,
            ["apis", _, _, ..] => 3,
            _ => parts.Length,
        };
        var rest = parts[skip..];
        if (rest.Length == 0) return new(request.Method.ToLowerInvariant(), path, "", "", "", "", "", "", agent);

        var group = parts[0] == "api" ? "" : parts[1];
        var version = parts[skip - 1];
        var @namespace = "";
        if (rest is ["namespaces", var home, var inner, ..] && inner is not ("status" or "finalize")) (@namespace, rest) = (home, rest[2..]);
        var name = rest.Length > 1 ? rest[1] : "";
        var subresource = rest.Length > 2 ? string.Join('/', rest[2..]) : "";
        return new(Verb(request, name), path, group, version, rest[0], subresource, @namespace, name, agent);
    }

    private static string Verb(HttpRequest request, string name) => request.Method switch
    {
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => name.Length == 0 ? "deletecollection" : "delete",
        _ when request.Query["watch"].ToString() is "true" or "1" => "watch",
        _ => name.Length == 0 ? "list" : "get",
    };
}
