using System.Security.Cryptography;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MeshSim.Api;

/// <summary>Serves the OpenAPI documents; each is made once for a set of types.</summary>
internal static class OpenApiRequest
{
    private const string ProtoType = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
    private const string AnswerProtoType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    private static readonly ConditionalWeakTable<ResourceTypes, Dictionary<string, byte[]>> Documents = [];

    public static Task Version2Async(Exchange exchange)
    {
        var accept = exchange.Http.Request.Headers.Accept.ToString();
        var isProto = accept.Contains(ProtoType, StringComparison.Ordinal) || accept.Contains(AnswerProtoType, StringComparison.Ordinal);
        var bytes = Document(exchange, isProto ? "v2.pb" : "v2", (types, version) =>
        {
            var document = OpenApiDocuments.Version2(types, version);
            return isProto ? OpenApiProto.Encode(document) : Encoding.UTF8.GetBytes(document.ToJsonString());
        });
        return SendAsync(exchange, bytes, isProto ? AnswerProtoType : "application/json");
    }

    /// <summary>The index of version 3: each group and version with a URL that holds its document's hash.</summary>
    public static Task IndexAsync(Exchange exchange)
    {
        var paths = new JsonObject();
        foreach (var path in OpenApiDocuments.Index(exchange.Store.Types))
        {
            var hash = Convert.ToHexString(SHA512.HashData(Version3(exchange, path)));
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={hash}" };
        }

        return exchange.WriteAsync(new JsonObject { ["paths"] = paths });
    }

    public static Task Version3Async(Exchange exchange, string path)
    {
        if (!OpenApiDocuments.Index(exchange.Store.Types).Contains(path)) return exchange.WriteNoSuchPathAsync();
        var bytes = Version3(exchange, path);
        if (exchange.Query("hash") is { Length: > 0 }) exchange.Http.Response.Headers.CacheControl = "public, immutable";
        return SendAsync(exchange, bytes, "application/json");
    }

    private static byte[] Version3(Exchange exchange, string path) => Document(exchange, path, (types, version) =>
    {
        var parts = path.Split('/');
        var document = OpenApiDocuments.Version3(types, version, parts.Length == 3 ? parts[1] : "", parts[^1]);
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    });

    private static byte[] Document(Exchange exchange, string name, Func<ResourceTypes, string, byte[]> make)
    {
        var types = exchange.Store.Types;
        var documents = Documents.GetOrCreateValue(types);
        var key = $"{name} {exchange.Options.Version}";
        lock (documents)
        {
            if (!documents.TryGetValue(key, out var bytes)) documents[key] = bytes = make(types, exchange.Options.Version);
            return bytes;
        }
    }

    private static Task SendAsync(Exchange exchange, byte[] bytes, string contentType)
    {
        var etag = $"\"{Convert.ToHexString(SHA512.HashData(bytes))}\"";
        exchange.Http.Response.Headers.ETag = etag;
        exchange.Http.Response.Headers.Vary = "Accept";
        if (exchange.Http.Request.Headers.IfNoneMatch != etag) return exchange.WriteAsync(bytes, 200, contentType);
        exchange.Http.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}
