using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MeshSim.Api;

/// <summary>One request on its way through the server: what it asks for, who asks, and how the answer is written.</summary>
internal sealed class Exchange(HttpContext http, ApiServerOptions options, RequestInfo request)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public HttpContext Http => http;
    public ApiServerOptions Options => options;
    public ObjectStore Store => options.Store;
    public RequestInfo Request => request;
    public string User { get; set; } = "system:anonymous";
    public CancellationToken Aborted => http.RequestAborted;

    /// <summary>Whether the request has changed what is stored; set by whoever carries it out.</summary>
    public bool Changed { get; set; }

    /// <summary>The object's name as it turned out, for a create.</summary>
    public string? CreatedName { get; set; }

    public bool DryRun { get; set; }

    /// <summary>The version that the answer is wanted in, such as <c>v1beta1</c>.</summary>
    public string WantedVersion => request.Version;

    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>The manager whose fields a write records: the one named, or the first part of the user agent.</summary>
    public string FieldManager =>
        Query("fieldManager") is { Length: > 0 } named ? named
        : request.UserAgent.Split('/')[0] is { Length: > 0 } agent ? agent : "unknown";

    public Task WriteAsync(JsonObject value, int code = 200, string contentType = "application/json")
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed)) value.WriteTo(writer);
        buffer.WriteByte((byte)'\n');
        return WriteAsync(buffer.ToArray(), code, contentType);
    }

    public Task WriteAsync(ReadOnlyMemory<byte> body, int code = 200, string contentType = "application/json")
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, CancellationToken.None).AsTask();
    }

    public Task WriteTextAsync(string text, int code = 200) =>
        WriteAsync(Encoding.UTF8.GetBytes(text), code, "text/plain; charset=utf-8");

    /// <summary>The answer to a path that nothing is served at.</summary>
    public Task WriteNoSuchPathAsync() => WriteTextAsync("404 page not found\n", 404);

    public void Warn(string text) =>
        http.Response.Headers.Append("Warning", $"299 - \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
}
